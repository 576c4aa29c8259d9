"""How templates become Python: Jinja's code without the steps that our templates never need.

Jinja asks at every name whether it is an attribute or a key, whether a function wants the context,
and wraps every word it escapes. Our views are plain objects, our functions are macros, and what a
template puts out is joined once. So a page takes half the time, and says the same. It knows
Jinja's compiler (3.1), and nothing of views.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


def escaped(value: object) -> str:
    """What stands in the page for a value: as ``markupsafe.escape`` has it, but as plain text."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value
    return value if type(value) is Markup else escape(value)


class PlainCode(CodeGenerator):
    """Attributes, calls and escaping as Python has them.

    A name that an object does not have raises AttributeError; the environment makes Jinja's own
    error of it.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """The module of a template, which finds our way to escape in its environment."""
        self.writeline("escaped = environment.escaped")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """``view.name``: an attribute, never a key."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """``view.name is defined`` asks carefully, as Jinja does."""
        asked = node.node
        if node.name in ("defined", "undefined") and isinstance(asked, nodes.Getattr):
            name = nodes.Const(asked.attr, lineno=asked.lineno)
            careful = nodes.Getitem(asked.node, name, "load", lineno=asked.lineno)
            careful.set_environment(self.environment)
            node = nodes.Test(
                careful, node.name, node.args, node.kwargs, node.dyn_args, node.dyn_kwargs
            )
            node.set_environment(self.environment)
        super().visit_Test(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call of a macro; of anything with ``*`` or ``**`` as Jinja makes it."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("escaped(")
