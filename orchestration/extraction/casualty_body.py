"""Parts of the body and what befalls them, as reports of casualties name them."""

INJURIES = frozenset(
    "injuries injury wounds wound burns cuts bruises concussion fractures trauma shrapnel legs leg limb limbs "
    "arm arms eye hand foot".split()
)
LIMBS = frozenset("leg legs arm arms limb limbs eye eyes hand hands foot feet sight".split())
LIMB_PARTS = LIMBS | frozenset(
    "thigh thighs knee knees shoulder shoulders elbow ankle wrist buttock buttocks calf finger fingers "
    "hip".split()
)
BODY_PARTS = LIMB_PARTS | frozenset(
    "head chest stomach abdomen neck back face throat temple forehead ribs torso groin".split()
)
SEVERABLE = LIMBS | frozenset(
    "ear ears lip lips nose noses finger fingers breast breasts genitals tongue tongues toes".split()
)
