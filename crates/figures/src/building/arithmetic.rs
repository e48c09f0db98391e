//! The table of "The build farm": every sum with its formula and its inputs.

use super::{
    Farm, WAYS, duration,
    plan::{Bar, INDEX_SECS, Runner},
    reports,
};
use crate::figure::Table;

pub(super) fn table(farm: &Farm) -> Table {
    let cells = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let bar = |lane: &str, bar: &Bar| {
        let step = bar.step;
        let (runner, arithmetic) = match bar.runner {
            Runner::Here => (
                format!("natively on {}", farm.builder),
                format!("{} s", step.secs),
            ),
            Runner::Node => (
                "natively on its node".to_owned(),
                format!("{} s", step.secs),
            ),
            Runner::Emulator => (
                "under QEMU".to_owned(),
                format!(
                    "{} s × (1 + {} % × ({} − 1))",
                    step.secs, step.computing_percent, farm.factor
                ),
            ),
        };
        vec![
            lane.to_owned(),
            step.label.to_owned(),
            runner,
            arithmetic,
            duration(bar.secs),
        ]
    };
    let plan = &farm.plan;
    let mut rows: Vec<Vec<String>> = plan
        .shared
        .iter()
        .map(|it| bar("Once for all here", it))
        .collect();
    for lane in &plan.lanes {
        let name = lane.platform.to_string();
        rows.extend(lane.bars.iter().map(|it| bar(&name, it)));
    }
    rows.push(cells([
        "All",
        "index",
        "",
        "after the longest lane",
        &duration(INDEX_SECS),
    ]));
    rows.push(cells([
        "All",
        "wall clock",
        "",
        "shared steps, then the longest lane, then the index",
        &duration(plan.wall_secs()),
    ]));
    rows.push(cells([
        "All",
        "machine time",
        &format!("machines: {}", plan.n_machines()),
        "the sum of all steps",
        &duration(plan.machine_secs()),
    ]));
    for ((_, name), wall) in WAYS.iter().zip(farm.others) {
        rows.push(cells([
            "All three one way",
            name,
            "",
            "wall clock",
            &duration(wall),
        ]));
    }
    for report in reports::REPORTS {
        rows.push(cells([
            "Reported by others",
            report.thread,
            report.month,
            report.said,
            &format!("{} times", report.factor),
        ]));
    }
    Table {
        caption: "Arithmetic, not a measurement: seconds and computing shares are invented inputs; lanes do not slow each other down, and nothing is cached".to_owned(),
        heads: ["Lane", "Step", "Runs", "Arithmetic", "Time"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}
