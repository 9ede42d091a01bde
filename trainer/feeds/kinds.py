"""What there is to say about each kind of work product: one row each."""

from dataclasses import dataclass

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _
from trainer.feeds.models import ProductKind


@dataclass(frozen=True)
class ProductRules:
    """One kind: its name, and its icon."""

    name: LazyProxy
    icon: str


PRODUCTS: dict[ProductKind, ProductRules] = {
    ProductKind.CALL_QUALITY: ProductRules(_("Call quality"), "phone"),
    ProductKind.COMPLIMENT: ProductRules(_("Compliment"), "quote"),
    ProductKind.SATISFACTION: ProductRules(_("Customer satisfaction"), "chart"),
}
