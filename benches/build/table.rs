//! The figures as Markdown tables: what each program took in each case, and how they compare.

use crate::measure::Run;
use crate::{Case, Measured};

pub(crate) fn print(sections: &[(String, Vec<Measured>)]) {
    println!(
        "| gathers | case | program | user s | sys s | wall s | peak MB | files | MB | user ms per gather |"
    );
    println!("|--:|---|---|--:|--:|--:|--:|--:|--:|--:|");
    for (gathers, all) in sections {
        for m in all {
            println!(
                "| {gathers} | {:?} | {} | {:.2} | {:.2} | {:.2} | {:.0} | {} | {:.0} | {} |",
                m.case,
                m.program,
                m.median(|r| r.user),
                m.median(|r| r.system),
                m.median(|r| r.wall),
                m.median(|r| r.peak),
                m.output.files,
                m.output.bytes as f64 / 1e6,
                per_gather(gathers, m.median(|r| r.user)),
            );
        }
    }
    println!("\n| gathers | case | Hugo's user time is … times agon's | its memory |");
    println!("|--:|---|--:|--:|");
    for (gathers, all) in sections {
        for case in Case::ALL {
            let of = |name: &str| all.iter().find(|m| m.program == name && m.case == case);
            let (Some(agon), Some(hugo)) = (of("agon"), of("hugo")) else { continue };
            let ratio = |field: fn(&Run) -> f64| hugo.median(field) / agon.median(field).max(0.01);
            println!(
                "| {gathers} | {case:?} | {:.1} | {:.1} |",
                ratio(|r| r.user),
                ratio(|r| r.peak)
            );
        }
    }
}

/// Milliseconds; nothing for a site that is no corpus.
fn per_gather(gathers: &str, seconds: f64) -> String {
    match gathers.parse::<f64>() {
        Ok(count) => format!("{:.3}", seconds * 1000.0 / count),
        Err(_) => String::new(),
    }
}

impl Measured {
    fn median(&self, field: fn(&Run) -> f64) -> f64 {
        let mut all: Vec<f64> = self.runs.iter().map(field).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    }
}
