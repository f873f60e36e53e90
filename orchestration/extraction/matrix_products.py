"""The model's matrix products by NumPy's BLAS: two to three times as fast as by the library that thinc brings.

A BLAS may sum in another order when a matrix is small, and then a sentence's parse would depend on what
is parsed along with it. So every product is made of blocks of one height. And it spends more on waking
threads for such blocks than they save: one thread computes, and more cores are for more processes.
"""

from typing import Any

import numpy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

_BLOCK_ROWS = 64


class BlockedOps(NumpyOps):
    """thinc's operations; a row of a product has the same bits whatever rows are beside it."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> numpy.ndarray:
        left = x.T if trans1 else x
        # Laid out as it is multiplied: BLAS would turn it round again for each block.
        right = numpy.ascontiguousarray(y.T if trans2 else y)
        rows, inner = left.shape
        product = numpy.empty((rows, right.shape[1]), dtype=left.dtype)
        whole = rows - rows % _BLOCK_ROWS
        if whole:
            blocks = left[:whole].reshape(-1, _BLOCK_ROWS, inner)
            numpy.matmul(blocks, right, out=product[:whole].reshape(-1, _BLOCK_ROWS, right.shape[1]))
        if rows > whole:
            padded = numpy.zeros((1, _BLOCK_ROWS, inner), dtype=left.dtype)
            padded[0, : rows - whole] = left[whole:]
            product[whole:] = numpy.matmul(padded, right)[0, : rows - whole]
        if out is None:
            return product
        out[...] = product
        return out


def use_blocked_products(nlp: Language) -> None:
    """Has every layer of every component compute by `BlockedOps`, and this process by one BLAS thread."""
    threadpool_limits(1, user_api="blas")
    ops = BlockedOps()
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk() if hasattr(pipe, "model") else ():
            layer.ops = ops
