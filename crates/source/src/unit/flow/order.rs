//! In what order statements run: known only between statements of one block, whatever `if`s are
//! around them.

use oxc_ast::{AstKind, ast::FunctionType};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;

use super::super::Unit;

/// An `if` around a statement, and its side.
pub(crate) type Branch = (NodeId, bool);

impl<'a> Unit<'a> {
    /// The nearest function around a node; the program where there is none.
    pub(crate) fn function_of(&self, node: NodeId) -> NodeId {
        let functions = self.functions.get_or_init(|| self.functions());
        functions.get(node.index()).copied().unwrap_or(NodeId::ROOT)
    }

    /// The function around each node, found once: in a long chain of `else if`s each node has
    /// thousands around it.
    fn functions(&self) -> Vec<NodeId> {
        let nodes = self.semantic.nodes();
        let mut functions: Vec<NodeId> = Vec::with_capacity(nodes.len());
        for node in nodes.iter() {
            // Nodes are numbered from the outside.
            let parent = nodes.parent_id(node.id());
            functions.push(match is_function(&nodes.kind(parent)) {
                true => parent,
                false => functions.get(parent.index()).copied().unwrap_or(NodeId::ROOT),
            });
        }
        functions
    }

    /// The block that is the scope of a declarator's names, if it is a plain one.
    pub(crate) fn block_of(&self, declarator: NodeId) -> Option<NodeId> {
        let nodes = self.semantic.nodes();
        let mut block = nodes.parent_id(nodes.parent_id(declarator));
        if matches!(nodes.kind(block), AstKind::ExportDeclaration(_)) {
            block = nodes.parent_id(block);
        }
        matches!(
            nodes.kind(block),
            AstKind::BlockStatement(_) | AstKind::FunctionBody(_) | AstKind::Program(_)
        )
        .then_some(block)
    }

    /// The `if`s from a block down to the statement that an expression is; `None` where anything else
    /// is between, or the expression is only a part of its statement.
    pub(crate) fn branches(&self, expression: NodeId, block: NodeId) -> Option<Vec<Branch>> {
        let nodes = self.semantic.nodes();
        let mut at = nodes.parent_id(expression);
        if !matches!(nodes.kind(at), AstKind::ExpressionStatement(_)) {
            return None;
        }
        let mut branches = Vec::new();
        loop {
            let parent = nodes.parent_id(at);
            if parent == block {
                branches.reverse();
                return Some(branches);
            }
            match nodes.kind(parent) {
                AstKind::BlockStatement(_) => {}
                AstKind::IfStatement(statement) => {
                    branches.push((parent, statement.consequent.span() == nodes.kind(at).span()));
                }
                _ => return None,
            }
            at = parent;
        }
    }

    /// Whether only blocks are between a declarator and the body of its function, or a block that a
    /// node which runs with it is in as well.
    pub(crate) fn is_unconditional(&self, declarator: NodeId, node: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let runs_with = self.function_of(declarator) == self.function_of(node);
        let at = nodes.kind(node).span();
        for ancestor in nodes.ancestor_ids(nodes.parent_id(declarator)) {
            match nodes.kind(ancestor) {
                AstKind::BlockStatement(block)
                    if runs_with && block.span.contains_inclusive(at) =>
                {
                    return true;
                }
                AstKind::BlockStatement(_) | AstKind::ExportDeclaration(_) => {}
                AstKind::FunctionBody(_) | AstKind::Program(_) => return true,
                _ => return false,
            }
        }
        false
    }

    /// Whether a node runs only after what ends at `end` and runs as a statement of `function`.
    pub(crate) fn runs_after(&self, node: NodeId, end: u32, function: NodeId, depth: u32) -> bool {
        let nodes = self.semantic.nodes();
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut outermost = None;
        let mut reached = node == function;
        for ancestor in nodes.ancestor_ids(node) {
            if ancestor == function {
                reached = true;
                break;
            }
            if is_function(&nodes.kind(ancestor)) {
                outermost = Some(ancestor);
            }
        }
        if !reached && function != NodeId::ROOT {
            return false;
        }
        let Some(outermost) = outermost else { return nodes.kind(node).span().start >= end };
        match nodes.kind(outermost) {
            AstKind::Function(declared) if declared.r#type == FunctionType::FunctionDeclaration => {
                let Some(symbol) = declared.id.as_ref().and_then(|id| id.symbol_id.get()) else {
                    return declared.span.start >= end;
                };
                let mut references = self.semantic.symbol_references(symbol);
                references
                    .all(|reference| self.runs_after(reference.node_id(), end, function, depth))
            }
            kind => kind.span().start >= end,
        }
    }

    /// Whether `late` certainly runs after `early`, or not at all, in the same run of `block`.
    pub(crate) fn is_after(&self, late: NodeId, early: NodeId, block: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let function = self.function_of(early);
        let of_block =
            if is_function(&nodes.kind(block)) { block } else { self.function_of(block) };
        nodes.kind(late).span().start >= nodes.kind(early).span().end
            && self.function_of(late) == function
            && of_block == function
            && self.is_straight(early, block)
    }

    /// Whether an assignment is a statement that runs, in the same run of its block, before a node.
    pub(crate) fn is_always_before(&self, assignment: NodeId, node: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        let statement = nodes.parent_id(assignment);
        let holder = nodes.parent_id(statement);
        matches!(nodes.kind(statement), AstKind::ExpressionStatement(_))
            && matches!(
                nodes.kind(holder),
                AstKind::BlockStatement(_)
                    | AstKind::FunctionBody(_)
                    | AstKind::Program(_)
                    | AstKind::SwitchCase(_)
            )
            && nodes.kind(statement).span().end <= nodes.kind(node).span().start
            && self.function_of(assignment) == self.function_of(node)
            && nodes.ancestor_ids(node).any(|ancestor| ancestor == holder)
    }

    /// Whether of two nodes, in one run of a block around the first, at most one runs: they are on the
    /// two sides of a condition, or in two `return`s.
    pub(crate) fn excludes(&self, node: NodeId, other: NodeId, block: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        if !self.is_straight(node, block) {
            return false;
        }
        let is_return = |id: &NodeId| matches!(nodes.kind(*id), AstKind::ReturnStatement(_));
        let inside = |id: NodeId| {
            std::iter::once(id).chain(nodes.ancestor_ids(id)).take_while(move |id| *id != block)
        };
        let around: Vec<NodeId> = inside(node).collect();
        let common = nodes.ancestor_ids(other).find(|id| *id == block || around.contains(id));
        let Some(common) = common else { return false };
        let side = |id: NodeId, first: oxc_span::Span, second: oxc_span::Span| {
            let span = nodes.kind(id).span();
            (first.contains_inclusive(span), second.contains_inclusive(span))
        };
        let sides = match nodes.kind(common) {
            AstKind::IfStatement(branch) => branch
                .alternate
                .as_ref()
                .map(|alternate| (branch.consequent.span(), alternate.span())),
            AstKind::ConditionalExpression(branch) => {
                Some((branch.consequent.span(), branch.alternate.span()))
            }
            _ => None,
        };
        if let Some((first, second)) = sides {
            let (one, two) = (side(node, first, second), side(other, first, second));
            return one != two && one != (false, false) && two != (false, false);
        }
        let function = self.function_of(other);
        // What throws in a `try` goes on in its handler.
        let ends = |id: NodeId| {
            let mut until = nodes.ancestor_ids(id).take_while(|id| *id != function);
            let is_tried = || {
                let mut around = nodes.ancestor_ids(id).take_while(|id| *id != function);
                around.any(|id| matches!(nodes.kind(id), AstKind::TryStatement(_)))
            };
            until.find(is_return).filter(|_| !is_tried())
        };
        function == self.function_of(node)
            && around.iter().any(is_return)
            && ends(other).is_some_and(|end| !around.contains(&end))
    }

    /// Whether there is no loop and no function between a node and a block around it.
    pub(crate) fn is_straight(&self, node: NodeId, block: NodeId) -> bool {
        let nodes = self.semantic.nodes();
        for ancestor in nodes.ancestor_ids(node) {
            if ancestor == block {
                return true;
            }
            let kind = nodes.kind(ancestor);
            let is_loop = matches!(
                kind,
                AstKind::ForStatement(_)
                    | AstKind::ForInStatement(_)
                    | AstKind::ForOfStatement(_)
                    | AstKind::WhileStatement(_)
                    | AstKind::DoWhileStatement(_)
            );
            if is_loop || is_function(&kind) {
                return false;
            }
        }
        false
    }
}

pub(crate) fn is_function(kind: &AstKind<'_>) -> bool {
    matches!(
        kind,
        AstKind::Program(_)
            | AstKind::Function(_)
            | AstKind::ArrowFunctionExpression(_)
            | AstKind::PropertyDefinition(_)
            | AstKind::StaticBlock(_)
            | AstKind::AccessorProperty(_)
    )
}
