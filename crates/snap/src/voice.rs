//! Whose machine a picture speaks about. Figures know the reader's machine and a default; whoever puts a picture into a page
//! chose a machine for all its readers, and it is neither.

use tagprism_core::Platform;
use tagprism_figures::Drawing;

/// How figures mark a default, longest first; what comes in its place may name the machine.
const MARKS: &[(&str, &str)] = &[
    (", the default until you choose a machine,", ""),
    (", the default until you choose a machine", ""),
    ("The default, until you choose a machine,", "{machine}"),
    ("the default machine’s wish list", "{machine}’s wish list"),
    (", the default machine", ""),
    ("The default machine", "{machine}"),
    (" (the default)", ""),
    (" This is your machine.", ""),
    ("Your machine", "{machine}"),
];

/// Says of a default that it was chosen, which is to say nothing about it.
pub fn chosen(drawing: &mut Drawing, machine: &Platform) {
    let name = machine.to_string();
    let cells = drawing.table.rows.iter_mut().flatten();
    let texts = [
        &mut drawing.caption,
        &mut drawing.status,
        &mut drawing.table.caption,
    ];
    for text in texts.into_iter().chain(cells) {
        for (mark, instead) in MARKS {
            *text = text.replace(mark, &instead.replace("{machine}", &name));
        }
        // A cell that only says who.
        if let Some(rest) = text.strip_prefix("default")
            && (rest.is_empty() || rest.starts_with(','))
        {
            *text = format!("{name}{rest}");
        }
    }
}
