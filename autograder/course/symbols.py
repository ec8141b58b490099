"""Read the names of a cell and their scopes, alike for every Python."""

import ast
import symtable
import sys


def symbols(source: str) -> symtable.SymbolTable:
    """Return the table of a cell's names, those of comprehensions in scopes of their own.

    From Python 3.12 on they stand in the scope around (PEP 709), but for generators.
    """
    if sys.version_info >= (3, 12) and "for " in source:
        source = ast.unparse(_Generators().visit(ast.parse(source)))
    return symtable.symtable(source, "<cell>", "exec")


class _Generators(ast.NodeTransformer):
    """Makes generators of lists, sets and dicts that are comprehended."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.AST:
        return self.generic_visit(ast.GeneratorExp(node.elt, node.generators))

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.AST:
        return self.generic_visit(
            ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)
        )
