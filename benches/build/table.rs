//! The figures as Markdown tables: what each program took in each case, and how they compare.

use crate::measure::Run;
use crate::{Case, Measured};

pub(crate) fn print(sections: &[(usize, Vec<Measured>)]) {
    println!(
        "| gathers | case | program | user s | sys s | wall s | peak MB | files | user ms per gather |"
    );
    println!("|--:|---|---|--:|--:|--:|--:|--:|--:|");
    for (gathers, all) in sections {
        for m in all {
            println!(
                "| {gathers} | {:?} | {} | {:.2} | {:.2} | {:.2} | {:.0} | {} | {:.3} |",
                m.case,
                m.program,
                m.median(|r| r.user),
                m.median(|r| r.system),
                m.median(|r| r.wall),
                m.median(|r| r.peak),
                m.files,
                m.median(|r| r.user) * 1000.0 / *gathers as f64,
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

impl Measured {
    fn median(&self, field: fn(&Run) -> f64) -> f64 {
        let mut all: Vec<f64> = self.runs.iter().map(field).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    }
}
