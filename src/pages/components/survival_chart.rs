//! The picture of a survival curve: its geometry, for a template to draw.

use crate::analysis::reasoning::{ClaimLifetime, RiskSet, SurvivalCurve};
use crate::model::{ClaimFate, Measures, TimeUnit, Word};
use crate::pages::components::scale::{Tick, ValueScale};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// For wide screens and for narrow ones, as letters that shrink with a picture cannot be read.
const WIDTHS: [i32; 2] = [480, 300];
const HEIGHT: i32 = 268;
const LEFT: i32 = 48;
const TOP: i32 = 14;
const BOTTOM: i32 = 204;

#[derive(Serialize)]
pub(crate) struct SurvivalChart {
    unit: &'static str,
    wide: SurvivalDrawing,
    narrow: SurvivalDrawing,
}

/// The curve at one width.
#[derive(Serialize)]
struct SurvivalDrawing {
    width: i32,
    height: i32,
    left: i32,
    right: i32,
    bottom: i32,
    times: Vec<RiskTick>,
    /// Ticks of the share that still holds, in per cent.
    shares: Vec<Tick>,
    line: String,
    band: String,
    /// A stroke for each time at which claims were last looked at.
    censored: String,
}

/// A mark of the time axis, with the number of claims at risk below it.
#[derive(Serialize)]
struct RiskTick {
    #[serde(flatten)]
    tick: Tick,
    at_risk: usize,
}

/// Times and shares as places in the picture.
struct Axes {
    times: ValueScale,
    shares: ValueScale,
    unit: TimeUnit,
}

impl Axes {
    fn x(&self, days: i64) -> i32 {
        self.times.at(days as f64 / self.unit.days())
    }

    fn y(&self, share: f64) -> i32 {
        self.shares.at(share * 100.0)
    }
}

pub(crate) fn survival_chart(
    curve: &SurvivalCurve,
    lifetimes: &[ClaimLifetime],
    unit: TimeUnit,
    numbers: Measures,
) -> SurvivalChart {
    let [wide, narrow] = WIDTHS.map(|width| drawing(curve, lifetimes, unit, numbers, width));
    SurvivalChart { unit: unit.word(), wide, narrow }
}

fn drawing(
    curve: &SurvivalCurve,
    lifetimes: &[ClaimLifetime],
    unit: TimeUnit,
    numbers: Measures,
    width: i32,
) -> SurvivalDrawing {
    let right = width - 12;
    let last = (curve.end as f64 / unit.days()).max(1.0);
    let axes = Axes {
        times: ValueScale::over(&[0.0, last], LEFT, right),
        shares: ValueScale::over(&[0.0, 100.0], BOTTOM, TOP),
        unit,
    };
    let mut line = format!("M{} {}", axes.x(curve.conditional_on.unwrap_or(0)), axes.y(1.0));
    let mut band = String::new();
    for (number, step) in curve.steps.iter().enumerate() {
        let (from, y) = (axes.x(step.time), axes.y(step.survival));
        let to = axes.x(curve.steps.get(number + 1).map_or(curve.end, |next| next.time));
        let _ = write!(line, "H{from}V{y}");
        if let Some(limits) = step.band {
            let (upper, lower) = (axes.y(limits.upper), axes.y(limits.lower));
            let _ = write!(band, "M{from} {upper}H{to}V{lower}H{from}z");
        }
    }
    let _ = write!(line, "H{}", axes.x(curve.end));
    SurvivalDrawing {
        width,
        height: HEIGHT,
        left: LEFT,
        right,
        bottom: BOTTOM,
        times: risk_ticks(&axes, numbers, lifetimes),
        shares: axes.shares.ticks(numbers),
        line,
        band,
        censored: censored(&axes, curve, lifetimes),
    }
}

fn risk_ticks(axes: &Axes, numbers: Measures, lifetimes: &[ClaimLifetime]) -> Vec<RiskTick> {
    let risk = RiskSet::new(lifetimes);
    let mut ticks = Vec::new();
    for (value, tick) in axes.times.values().into_iter().zip(axes.times.ticks(numbers)) {
        // No claim is at risk on the day on which it is stated.
        let day = ((value * axes.unit.days()).round() as i64).max(1);
        ticks.push(RiskTick { tick, at_risk: risk.at(day) });
    }
    ticks
}

fn censored(axes: &Axes, curve: &SurvivalCurve, lifetimes: &[ClaimLifetime]) -> String {
    let mut days: BTreeSet<i64> = BTreeSet::new();
    for lifetime in lifetimes.iter().filter(|lifetime| lifetime.was_at_risk()) {
        if lifetime.fate == ClaimFate::Standing && lifetime.exit <= curve.end {
            days.insert(lifetime.exit);
        }
    }
    let mut strokes = String::new();
    for day in days {
        let reached = curve.steps.iter().take_while(|step| step.time <= day).last();
        let y = axes.y(reached.map_or(1.0, |step| step.survival));
        let _ = write!(strokes, "M{} {}v8", axes.x(day), y - 4);
    }
    strokes
}
