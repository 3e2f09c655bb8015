"""A cache of what is worked out from something that anybody may send, such as a header or an address.

A bound on the number of answers is none on memory where each may hold as much as a request can bring.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

# Characters of one argument: more than a browser sends that came from a page of this site.
LONGEST = 512


def kept_if_short(most: int) -> Callable[[Function], Function]:
    """Keep the last `most` answers of a function, but none where an argument is a text longer than `LONGEST`.

    `cache_info` and `cache_clear` are those of `lru_cache`.
    """

    def keep(function: Function) -> Function:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def answer(*given: Hashable) -> Any:
            for one in given:
                if isinstance(one, str) and len(one) > LONGEST:
                    return function(*given)
            return kept(*given)

        answer.__dict__.update(cache_info=kept.cache_info, cache_clear=kept.cache_clear)
        return cast(Function, answer)

    return keep
