//! Prints how long the rules of all clients take for an index of 1,000 entries:
//! `cargo run --release -p tagprism-core --example clients_time`

use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use tagprism_core::{
    Platform,
    clients::{Asker, CLIENTS, Offered},
};

const N_ENTRIES: usize = 1_000;
const N_RUNS: u32 = 200;

const MACHINES: &[(&str, &str)] = &[
    ("amd64", ""),
    ("arm", "v5"),
    ("arm", "v7"),
    ("arm64", "v8"),
    ("386", ""),
    ("ppc64le", ""),
    ("riscv64", ""),
    ("s390x", ""),
];

fn main() {
    let entry = |(position, (architecture, variant)): (usize, &(&str, &str))| Offered {
        position,
        platform: Some(Platform::new("linux", architecture, variant)),
        is_readable: true,
        ..Offered::default()
    };
    let offered: Vec<Offered> = (1..=N_ENTRIES)
        .zip(MACHINES.iter().cycle())
        .map(entry)
        .collect();
    let asker = Asker {
        platform: Platform::new("linux", "arm64", "v8"),
        is_explicit: true,
    };
    let mut all = Duration::ZERO;
    for client in CLIENTS {
        let start = Instant::now();
        for _ in 0..N_RUNS {
            black_box(client.choose(black_box(&asker), black_box(&offered)));
        }
        let mean = start.elapsed() / N_RUNS;
        all += mean;
        println!("{:<16} {mean:>10.1?}", client.id);
    }
    println!(
        "{:<16} {all:>10.1?} for {N_ENTRIES} entries, mean of {N_RUNS}",
        "all"
    );
}
