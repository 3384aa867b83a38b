//! `agon brief`: what the next gather of a topic has to look for.

use super::console::{Console, EXIT_CONTENT, EXIT_OK};
use super::options::SiteOptions;
use crate::build::pipeline::{self, CheckedSite};
use crate::diagnostics::Severity;
use crate::diagnostics::codes;
use crate::diagnostics::human::ReportDetail;
use crate::exports::brief::{self, BriefFormat};
use crate::exports::topic_named;
use crate::pages::Ctx;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(super) struct BriefArgs {
    /// The name of the topic's folder
    topic: String,
    #[command(flatten)]
    site: SiteOptions,
    /// The output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Markdown)]
    format: OutputFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    Markdown,
    Text,
    Json,
}

pub(super) fn brief(args: &BriefArgs, console: &mut Console) -> anyhow::Result<u8> {
    let CheckedSite { sources, site, reasoning, mut report } =
        pipeline::read_site(&args.site.request())?;
    if report.contains(&codes::NO_SITE) {
        report.retain(|d| *d.code == codes::NO_SITE);
        console.print_report(&report, &sources.files, ReportDetail::All)?;
        return Ok(EXIT_CONTENT);
    }
    let topic = topic_named(&site, &args.topic).map_err(anyhow::Error::msg)?;
    let ctx = Ctx::reasoned(&site, &sources.files, reasoning);
    let format = match args.format {
        OutputFormat::Markdown => BriefFormat::Markdown,
        OutputFormat::Text => BriefFormat::Text,
        OutputFormat::Json => BriefFormat::Json,
    };
    console.print(&brief::brief(&ctx, topic, format))?;
    if report.count(Severity::Error) > 0 {
        console.print_error(
            "the content has errors, so some of it may be missing; `agon check` says which\n",
        )?;
        return Ok(EXIT_CONTENT);
    }
    Ok(EXIT_OK)
}
