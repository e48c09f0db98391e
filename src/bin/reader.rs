//! Reads files that name images, in a worker: what needs YAML is loaded only when somebody pastes it, and can be stopped.

use tagprism::browser::worker;

fn main() {
    worker::answer(tagprism_stack::read_to_json);
}
