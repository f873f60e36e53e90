"""What the report needs and no ledger changes: the libraries' JavaScript, the charts, the shapes of the map.

The libraries come from Python packages, pinned with their hashes like all others: Vega from vl-convert, Leaflet and
its clusters from XStatic. Making the kit takes three seconds, so it is made once a checkout and copied from then on.
"""

import json
import os
import shutil
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from orchestration.home import CACHE_DIR
from orchestration.report import charts, shapes, tables

PACKAGES = ("altair", "vl-convert-python", "XStatic-Leaflet", "XStatic-Leaflet-MarkerCluster")
_VEGA = "window.vegaEmbed = vegaEmbed;"


def prepare_kit(cache: Path = CACHE_DIR) -> Path:
    """The folder of the kit, made if there is none of these versions.

    `site/` is copied into each report; `thumbnail.json` is a chart in Vega, for whoever draws it without a browser.
    """
    kit = cache / "report" / _fingerprint()
    if not kit.exists():
        for other in kit.parent.glob("*"):
            shutil.rmtree(other, ignore_errors=True)
        unfinished = kit.with_name(f"unfinished-{os.getpid()}")
        _make(unfinished)
        unfinished.replace(kit)
    return kit


def _fingerprint() -> str:
    digest = sha256(" ".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    for module in (__file__, charts.__file__, shapes.__file__, tables.__file__, shapes.SHAPES):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path) -> None:
    import vl_convert
    from xstatic.pkg import leaflet, leaflet_markercluster

    site = folder / "site"
    lib = site / "lib"
    lib.mkdir(parents=True)
    bundle = vl_convert.javascript_bundle(_VEGA)
    # Its thousands of short names are its own: one of them is Leaflet's.
    (lib / "vega.js").write_text(f"(() => {{\n{bundle}\n}})();\n", encoding="utf-8")
    for package, names in (
        (leaflet, ("leaflet.js", "leaflet.css")),
        (leaflet_markercluster, ("leaflet.markercluster.js", "MarkerCluster.css")),
    ):
        for name in names:
            shutil.copyfile(Path(package.BASE_DIR) / name, lib / name)
    specifications = charts.specifications()
    tables.write(site / "data", "charts", specifications)
    tables.write(site / "data", "countries", shapes.countries())
    (folder / "thumbnail.json").write_text(json.dumps(specifications["timeline"]), encoding="utf-8")
