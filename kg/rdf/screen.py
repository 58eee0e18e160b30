"""SHACL shapes as SPARQL: which nodes may break a shape, found in a large store in seconds.

Each constraint of a shape becomes a query for the nodes that do not conform (SHACL, 4: https://www.w3.org/TR/shacl/).
The answers are suspects: every node that breaks a shape is among them, and the full validation of the suspects alone
tells what is wrong. A constraint that this module does not know makes a suspect of every node that it applies to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, count

import pyoxigraph as ox

from kg.ontology import vocab
from kg.ontology.schema import read_statements
from kg.rdf.slices import Layer
from kg.resources import ontology_dir

__all__ = ["queries"]

_LAYER = "https://w3id.org/khabar/shapes#"
_SH = vocab.SH
_TALK = {"message", "severity", "name", "description", "targetClass", "targetSubjectsOf", "path", "property"}
_LEXICAL = {vocab.XSD + name for name in ("integer", "decimal", "boolean", "double", "date", "dateTime")}

_COMPARISONS = {
    "class": "EXISTS {{ {value} a {one} }}",
    "pattern": "!isBlank({value}) && REGEX(STR({value}), {one})",
    "minLength": "!isBlank({value}) && STRLEN(STR({value})) >= {one}",
    "minInclusive": "{value} >= {one}",
    "maxInclusive": "{value} <= {one}",
}
_KINDS = {f"<{_SH}IRI>": "isIRI", f"<{_SH}Literal>": "isLiteral", f"<{_SH}BlankNode>": "isBlank"}

_Term = ox.NamedNode | ox.BlankNode | ox.Literal
_Graph = dict[str, dict[str, list[_Term]]]


@lru_cache(maxsize=2 * len(Layer))
def queries(layer: Layer, graph: str | None) -> tuple[str, ...]:
    """The queries of a layer. Each answers with ``?this``, and with ``?g`` for articles, the graph that it stands in.

    `graph` is the IRI of the layer's one graph; `None` stands for the default graph, and for all those of articles.
    """
    shapes = _read()
    held = ox.NamedNode(f"{_LAYER}{layer.value}")
    names = "?g ?this" if layer is Layer.ARTICLE else "?this"
    where = "?g" if layer is Layer.ARTICLE else f"<{graph}>" if graph else ""
    return tuple(
        f"SELECT DISTINCT {names} {{ {pattern} }}"
        for shape in sorted(shapes)
        if held in shapes[shape][_LAYER + "layer"]
        for target in _targets(shapes[shape])
        for pattern in _Compiler(shapes, names, where).wrong(shape, target)
    )


def _read() -> _Graph:
    graph: _Graph = defaultdict(lambda: defaultdict(list))
    for triple in read_statements(ontology_dir() / "shapes.ttl"):
        if not isinstance(triple.subject, ox.Triple) and not isinstance(triple.object, ox.Triple):
            graph[str(triple.subject)][triple.predicate.value].append(triple.object)
    return graph


def _targets(shape: dict[str, list[_Term]]) -> Iterator[str]:
    for kind in shape.get(_SH + "targetClass", ()):
        yield f"?this a {kind} ."
    for predicate in shape.get(_SH + "targetSubjectsOf", ()):
        yield f"?this {predicate} ?target ."


class _Compiler:
    """Expressions that are true of a value that conforms."""

    def __init__(self, shapes: _Graph, names: str, where: str) -> None:
        self._shapes, self._names, self._where = shapes, names, where
        self._number = count()

    def wrong(self, shape: str, target: str) -> Iterator[str]:
        """For each constraint of a shape, a pattern that ``?this`` matches where it breaks it.

        What can be is said by MINUS and by groups, which Oxigraph answers by looking at an index once, and what a
        property's values may not be is looked for before it is asked whose values they are. EXISTS is asked anew for
        each row.
        """
        said = self._shapes[shape]
        if _SH + "path" not in said:
            for name, one in self._constraints(shape):
                if classes := self._classes(name, one):
                    yield self._in_graph(_without(f"{{ {target} }}", "?this", classes))
                else:
                    yield self._in_graph(f"{target} FILTER(!COALESCE({self._constraint(name, one, '?this')}, false))")
        for node in said.get(_SH + "property", ()):
            yield from self._broken(str(node), target)

    def _broken(self, shape: str, target: str) -> Iterator[str]:
        """Where ``?this`` breaks a property shape."""
        path = self._path(self._shapes[shape][_SH + "path"][0])
        member = self._variable()
        values = f"?this {path} {member}"
        targeted = self._in_graph(target)
        for name, one in self._constraints(shape):
            match name:
                case "minCount" if str(one.value) == "1":
                    yield self._in_graph(f"{{ {target} }} MINUS {{ {values} }}")
                case "minCount":
                    some = self._some("?this", path, int(str(one.value)))
                    yield self._in_graph(f"{target} FILTER NOT EXISTS {{ {some} }}")
                case "maxCount":
                    having = f"COUNT(DISTINCT {member}) > {one.value}" if "|" in path else f"COUNT(*) > {one.value}"
                    yield f"{self._select(values, f'GROUP BY {self._names} HAVING({having})')} {targeted}"
                case "uniqueLang":
                    language = f"GROUP BY {self._names} (LANG({member}) AS ?language)"
                    groups = f'{language} HAVING(COUNT(*) > 1 && LANG(SAMPLE({member})) != "")'
                    yield f"{self._select(values, groups)} {targeted}"
                case "lessThan":
                    b = self._variable()
                    pattern = f"{values} . ?this {one} {b} FILTER(!COALESCE({member} < {b}, false))"
                    yield f"{self._select(pattern)} {targeted}"
                case _ if classes := self._classes(name, one):
                    yield self._in_graph(_without(f"{{ {target} {values} }}", member, classes))
                case _:
                    conforms = self._constraint(name, one, member)
                    yield f"{self._select(f'{values} FILTER(!COALESCE({conforms}, false))')} {targeted}"
        for node in self._shapes[shape].get(_SH + "property", ()):
            conforms = " && ".join(self._property(str(node), member)) or "true"
            yield self._in_graph(f"{target} {values} FILTER(!COALESCE({conforms}, false))")

    def _in_graph(self, pattern: str) -> str:
        return f"GRAPH {self._where} {{ {pattern} }}" if self._where else pattern

    def _select(self, pattern: str, modifier: str = "") -> str:
        """A part of a query that is answered for itself."""
        return f"{{ SELECT {self._names} {{ {self._in_graph(pattern)} }} {modifier} }}"

    def _constraints(self, shape: str) -> Iterator[tuple[str, _Term]]:
        for predicate, objects in self._shapes[shape].items():
            name = predicate.removeprefix(_SH)
            if predicate.startswith(_SH) and name not in _TALK:
                yield from ((name, one) for one in objects)

    def _classes(self, name: str, one: _Term) -> list[str]:
        """The classes one of which a constraint asks for, if that is all that it asks for."""
        if name == "class":
            return [str(one)]
        if name != "or":
            return []
        members = [list(self._constraints(str(member))) for member in self._list(one)]
        alone = all(len(member) == 1 and member[0][0] == "class" for member in members)
        return [str(member[0][1]) for member in members] if alone else []

    def _conforms(self, shape: str, value: str) -> str:
        parts = [*self._own(shape, value), *self._properties(shape, value)]
        return f"({' && '.join(parts)})" if parts else "true"

    def _own(self, shape: str, value: str) -> Iterator[str]:
        """The constraints that a shape puts on a value itself. Of a property shape with a path, none."""
        if _SH + "path" in self._shapes[shape]:
            yield from self._property(shape, value)
        else:
            yield from (self._constraint(name, one, value) for name, one in self._constraints(shape))

    def _properties(self, shape: str, value: str) -> Iterator[str]:
        for node in self._shapes[shape].get(_SH + "property", ()):
            yield from self._property(str(node), value)

    def _constraint(self, name: str, one: _Term, value: str) -> str:
        """When a value meets one constraint."""
        if name in _COMPARISONS:
            return f"({_COMPARISONS[name].format(value=value, one=one)})"
        match name:
            case "datatype":
                return self._datatype(str(one), value)
            case "nodeKind":
                test = _KINDS.get(str(one), "")
                return f"{test}({value})" if test else "false"
            case "in":
                return f"({' || '.join(f'sameTerm({value}, {member})' for member in self._list(one))})"
            case "or":
                return f"({' || '.join(f'COALESCE({self._conforms(str(m), value)}, false)' for m in self._list(one))})"
            case "and":
                return f"({' && '.join(self._conforms(str(m), value) for m in self._list(one))})"
            case "not":
                return f"(!COALESCE({self._conforms(str(one), value)}, false))"
        return "false"

    def _datatype(self, datatype: str, value: str) -> str:
        is_it = f"isLiteral({value}) && DATATYPE({value}) = {datatype}"
        if datatype[1:-1] in _LEXICAL:
            return f"({is_it} && COALESCE(isLiteral({datatype}(STR({value}))), false))"
        return f"({is_it})"

    def _property(self, shape: str, value: str) -> Iterator[str]:
        said = self._shapes[shape]
        path = self._path(said[_SH + "path"][0])
        member = self._variable()
        values = []
        for name, one in self._constraints(shape):
            match name:
                case "minCount" if str(one.value) != "0":
                    yield f"EXISTS {{ {self._some(value, path, int(str(one.value)))} }}"
                case "maxCount":
                    yield f"NOT EXISTS {{ {self._some(value, path, int(str(one.value)) + 1)} }}"
                case "minCount":
                    pass
                case _:
                    values.append(self._constraint(name, one, member))
        values += self._properties(shape, member)
        if values:
            yield f"NOT EXISTS {{ {value} {path} {member} FILTER(!COALESCE({' && '.join(values)}, false)) }}"

    def _some(self, value: str, path: str, number: int) -> str:
        """A pattern that is met by `number` different values or more."""
        members = [self._variable() for _ in range(number)]
        pattern = " . ".join(f"{value} {path} {member}" for member in members)
        differ = " && ".join(f"!sameTerm({a}, {b})" for a, b in combinations(members, 2))
        return f"{pattern} FILTER({differ})" if differ else pattern

    def _path(self, path: _Term) -> str:
        if isinstance(path, ox.NamedNode):
            return str(path)
        said = self._shapes[str(path)]
        if inverse := said.get(_SH + "inversePath"):
            return f"^{self._path(inverse[0])}"
        return f"({'|'.join(self._path(one) for one in self._list(said[_SH + 'alternativePath'][0]))})"

    def _list(self, node: _Term) -> Iterator[_Term]:
        while (said := self._shapes.get(str(node))) and vocab.RDF + "first" in said:
            yield said[vocab.RDF + "first"][0]
            node = said[vocab.RDF + "rest"][0]

    def _variable(self) -> str:
        return f"?x{next(self._number)}"


def _without(pattern: str, value: str, classes: list[str]) -> str:
    """A pattern, less what is of one of the classes."""
    return " ".join((pattern, *(f"MINUS {{ {value} a {one} }}" for one in classes)))
