//! YAML as trees that know their lines, within limits.
//!
//! The parser is `saphyr-parser`, of which only the stream of events is used: it has the line of each, it goes on without
//! recursion, and it stops at the first break, so that what stands before it is kept. Aliases share what they stand for. A file
//! is cut into its documents beforehand, so that a break in one leaves the others.

mod documents;
mod node;

use crate::{
    Kind, Stack, TEXT_LENGTH_MAX, compose,
    finds::{At, Finds, unreadable},
    kubernetes,
};
use documents::documents;
pub(crate) use documents::with_braces;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::{collections::BTreeMap, rc::Rc};

pub(crate) use node::{Budget, Node, Value};

/// More documents are not read.
const DOCUMENTS_MAX: usize = 1_000;
/// More nodes are not kept; aliases count once.
const NODES_MAX: usize = 200_000;
/// Nothing that people write is nested deeper, aliases included.
const HEIGHT_MAX: usize = 100;

/// Reads a Compose file or objects of Kubernetes.
pub(crate) fn read(text: &str, kind: Kind) -> Stack {
    if text.len() > TEXT_LENGTH_MAX {
        return unreadable(
            "The file is longer than 1 MiB.",
            "Paste the part that names the images.",
        );
    }
    let mut finds = Finds::default();
    let budget = Budget::default();
    let mut nodes_left = NODES_MAX;
    let (documents, is_cut) = documents(text, DOCUMENTS_MAX);
    for document in &documents {
        let mut tree = Tree::new(document.first_line, nodes_left);
        tree.grow(&document.text);
        nodes_left = tree.nodes_left;
        for root in &tree.roots {
            if root.get("services", &budget).is_some() && root.get("apiVersion", &budget).is_none()
            {
                compose::read(root, &budget, &mut finds);
            } else {
                kubernetes::read(root, document.source, &budget, &mut finds);
            }
        }
        if let Some(line) = document.template_line {
            finds.problem(
                At { line, column: 1 },
                "",
                "This is a template that has not been rendered.".to_owned(),
                "Paste what `helm template`, or the tool that fills it in, prints.",
            );
        }
        if let Some((at, what, remedy)) = tree.trouble {
            finds.problem(at, "", what, remedy);
        }
        if nodes_left == 0 {
            break;
        }
    }
    let end = At {
        line: usize::MAX,
        column: 1,
    };
    if is_cut {
        let what = format!("Only the first {DOCUMENTS_MAX} documents were read.");
        finds.problem(end, "", what, "Paste the rest by itself.");
    }
    if budget.is_spent() {
        finds.problem(
            end,
            "",
            "The aliases of this file stand for more than can be read.".to_owned(),
            "Paste the file with its anchors written out, or only a part of it.",
        );
    }
    finds.into_stack(kind, text)
}

/// Where, what, and what to do.
type Break = (At, String, &'static str);

/// A document while its events come in.
struct Tree {
    first_line: usize,
    nodes_left: usize,
    roots: Vec<Rc<Node>>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Rc<Node>>,
    trouble: Option<Break>,
}

/// A list or a map that has not ended.
struct Open {
    at: At,
    anchor: usize,
    is_map: bool,
    /// Of a map, keys and values by turns.
    items: Vec<Rc<Node>>,
}

impl Tree {
    fn new(first_line: usize, nodes_left: usize) -> Tree {
        Tree {
            first_line,
            nodes_left,
            roots: Vec::new(),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            trouble: None,
        }
    }

    /// Takes in every event until the end or the first break. What is open then is closed as it is.
    fn grow(&mut self, text: &str) {
        for event in Parser::new_from_str(text) {
            match event {
                Ok((event, span)) => self.event(event, span),
                Err(err) => {
                    let at = self.at(err.marker().line(), err.marker().col());
                    let what = format!(
                        "The YAML breaks here: {}.",
                        err.info().trim_end_matches('.')
                    );
                    self.trouble = Some((
                        at,
                        what,
                        "Mend this line; of this document only what stands before it was read.",
                    ));
                }
            }
            if self.trouble.is_some() {
                break;
            }
        }
        while let Some(open) = self.open.pop() {
            self.close(open);
        }
    }

    fn at(&self, line: usize, column: usize) -> At {
        At {
            line: self.first_line + line.max(1) - 1,
            column: column + 1,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        let at = self.at(span.start.line(), span.start.col());
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_nothing = style == ScalarStyle::Plain
                    && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if is_nothing {
                    Value::Nothing
                } else {
                    Value::Text(text.into_owned())
                };
                self.put(Node::new(at, value), anchor);
            }
            Event::SequenceStart(anchor, _) => self.start(at, anchor, false),
            Event::MappingStart(anchor, _) => self.start(at, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.close(open);
                }
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => self.put_shared(at, node),
                // It stands inside of what it stands for.
                None => self.put(Node::new(at, Value::Nothing), 0),
            },
            _ => {}
        }
    }

    fn start(&mut self, at: At, anchor: usize, is_map: bool) {
        if self.open.len() >= HEIGHT_MAX {
            self.too_deep(at);
            return;
        }
        self.open.push(Open {
            at,
            anchor,
            is_map,
            items: Vec::new(),
        });
    }

    fn too_deep(&mut self, at: At) {
        let what = format!("This is nested more than {HEIGHT_MAX} levels deep.");
        self.trouble = Some((at, what, "Paste only the part that names the images."));
    }

    fn close(&mut self, open: Open) {
        let value = if open.is_map {
            let mut items = open.items.into_iter();
            let mut pairs = Vec::new();
            while let Some(key) = items.next() {
                // A break may come between a key and its value.
                let Some(value) = items.next() else { break };
                pairs.push((key, value));
            }
            Value::Map(pairs)
        } else {
            Value::List(open.items)
        };
        let node = Node {
            is_cut: self.trouble.is_some(),
            ..Node::new(open.at, value)
        };
        self.put(node, open.anchor);
    }

    fn put(&mut self, node: Node, anchor: usize) {
        let at = node.at;
        let node = Rc::new(node);
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.put_shared(at, node);
    }

    fn put_shared(&mut self, at: At, node: Rc<Node>) {
        if node.height > HEIGHT_MAX {
            self.too_deep(at);
            return;
        }
        match self.nodes_left.checked_sub(1) {
            Some(left) => self.nodes_left = left,
            // What is closed because of a break is kept.
            None if self.trouble.is_some() => {}
            None => {
                let what = format!("The file has more than {NODES_MAX} keys and values.");
                self.trouble = Some((at, what, "Paste only the part that names the images."));
                return;
            }
        }
        match self.open.last_mut() {
            Some(open) => open.items.push(node),
            None => self.roots.push(node),
        }
    }
}
