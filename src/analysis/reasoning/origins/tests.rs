use super::*;

const STUDY: SourceId = SourceId(0);
const NEWS1: SourceId = SourceId(1);
const NEWS2: SourceId = SourceId(2);
const BLOG: SourceId = SourceId(3);
const WIRE: SourceId = SourceId(4);
const PR: SourceId = SourceId(5);
const DS: SourceId = SourceId(6);
const Z: SourceId = SourceId(7);
const X: SourceId = SourceId(8);
const Y: SourceId = SourceId(9);
const OP: SourceId = SourceId(10);

fn graph() -> ReportGraph {
    ReportGraph::new(nodes())
}

fn nodes() -> Vec<ReportNode> {
    let mut nodes = vec![ReportNode::default(); 11];
    for origin in [STUDY, DS] {
        nodes[origin.index()].is_origin = true;
    }
    let reports: [(SourceId, &[SourceId]); 8] = [
        (NEWS1, &[STUDY]),
        (NEWS2, &[NEWS1]),
        (BLOG, &[NEWS2]),
        (WIRE, &[STUDY]),
        (PR, &[STUDY]),
        (Z, &[STUDY, DS]),
        (X, &[Y]),
        (Y, &[X]),
    ];
    for (source, list) in reports {
        nodes[source.index()].reports = list.to_vec();
    }
    nodes
}

fn citation(source: SourceId, provenance: CitationProvenance) -> Citation {
    Citation { source, provenance }
}

fn trace(sources: &[SourceId]) -> OriginSummary {
    let default = |source: &SourceId| citation(*source, CitationProvenance::SourceDefault);
    graph().trace(&sources.iter().map(default).collect::<Vec<_>>())
}

#[test]
fn five_citations_of_one_study_are_one_origin() {
    let summary = trace(&[NEWS1, NEWS2, BLOG, WIRE, PR]);
    assert_eq!(summary.citations.len(), 5);
    assert_eq!(summary.origins, [STUDY]);
    assert_eq!(summary.untraced, Vec::<Vec<SourceId>>::new());
    assert_eq!(summary.range(), 1..=1);
}

#[test]
fn source_without_an_edge_is_untraced_and_may_be_an_origin_more() {
    let summary = trace(&[NEWS1, OP]);
    assert_eq!(
        (summary.origins.as_slice(), summary.untraced.clone()),
        (&[STUDY][..], vec![vec![OP]])
    );
    assert_eq!(summary.range(), 1..=2);
}

#[test]
fn sources_that_cite_each_other_have_no_origin() {
    let summary = trace(&[X, Y]);
    assert_eq!(summary.origins, []);
    assert_eq!(summary.loops, [Arc::from([X, Y])]);
    assert_eq!(summary.untraced, [vec![X, Y]]);
    assert_eq!(summary.range(), 1..=1);
}

#[test]
fn source_whose_origin_is_unknown_is_joined_with_what_leads_to_it() {
    let unknown = citation(X, CitationProvenance::Unknown);
    let op = citation(OP, CitationProvenance::SourceDefault);
    let y = citation(Y, CitationProvenance::SourceDefault);
    let alone = graph().trace(&[unknown.clone(), op.clone()]);
    assert_eq!((alone.loops, alone.untraced), (vec![Arc::from([X])], vec![vec![X], vec![OP]]));
    let summary = graph().trace(&[unknown, op, y]);
    assert_eq!(summary.untraced, [vec![OP], vec![X, Y]]);
    assert_eq!(summary.loops, [Arc::from([X, Y])]);
}

#[test]
fn long_chains_and_loops_are_followed_to_their_ends() {
    let all: Vec<SourceId> = (0..10_000).map(SourceId).collect();
    let mut nodes = vec![ReportNode::default(); all.len()];
    for source in &all[1..] {
        nodes[source.index()].reports = vec![SourceId(source.0 - 1)];
    }
    nodes[0].is_origin = true;
    let default = |source: &SourceId| citation(*source, CitationProvenance::SourceDefault);
    let chain = ReportGraph::new(nodes.clone());
    let of_chain = |source| chain.trace(&[default(&source)]).origins;
    assert!(all.iter().all(|source| of_chain(*source) == [SourceId(0)]));
    nodes[0] = ReportNode { reports: vec![SourceId(9_999)], ..ReportNode::default() };
    let circle = ReportGraph::new(nodes);
    assert_eq!(circle.loops(), std::slice::from_ref(&all));
    let whole = circle.trace(&all.iter().map(default).collect::<Vec<_>>());
    assert_eq!((whole.untraced, whole.loops), (vec![all.clone()], vec![Arc::from(all)]));
}

#[test]
fn report_of_two_origins_counts_both() {
    assert_eq!(trace(&[Z, NEWS1]).origins, [STUDY, DS]);
}

#[test]
fn provenance_of_the_claim_beats_that_of_the_source() {
    let own = citation(NEWS1, CitationProvenance::Own(Vec::new()));
    let wire = citation(WIRE, CitationProvenance::SourceDefault);
    let summary = graph().trace(&[own, wire]);
    assert_eq!(summary.origins, [STUDY, NEWS1]);
    assert_eq!(summary.range(), 2..=2);
}

#[test]
fn reanalysis_is_an_origin_that_shares_the_ground_of_another() {
    let own = citation(NEWS1, CitationProvenance::Own(vec![STUDY]));
    let wire = citation(WIRE, CitationProvenance::SourceDefault);
    let summary = graph().trace(&[own, wire]);
    assert_eq!((summary.origins, summary.shared_ground), (vec![STUDY, NEWS1], vec![STUDY]));
}

#[test]
fn origins_made_of_the_same_data_are_not_merged() {
    let mut nodes = nodes();
    nodes[STUDY.index()].uses = vec![OP];
    nodes[DS.index()].uses = vec![OP];
    let graph = ReportGraph::new(nodes);
    let z = citation(Z, CitationProvenance::SourceDefault);
    let summary = graph.trace(&[z]);
    assert_eq!((summary.origins, summary.shared_ground), (vec![STUDY, DS], vec![OP]));
}

#[test]
fn unknown_provenance_is_untraced_although_the_source_reports_something() {
    let summary = graph().trace(&[citation(NEWS1, CitationProvenance::Unknown)]);
    assert_eq!((summary.origins.len(), summary.untraced), (0, vec![vec![NEWS1]]));
}

#[test]
fn claim_without_citations_has_no_origin() {
    assert_eq!(trace(&[]).range(), 0..=0);
}

#[test]
fn loop_beside_the_way_to_an_origin_is_reported_for_the_site_alone() {
    let mut nodes = nodes();
    nodes[Y.index()].reports = vec![X, STUDY];
    let graph = ReportGraph::new(nodes);
    let x = citation(X, CitationProvenance::SourceDefault);
    let summary = graph.trace(&[x]);
    assert_eq!((summary.origins, summary.loops.len()), (vec![STUDY], 0));
    assert_eq!(graph.loops(), [vec![X, Y]]);
}

#[test]
fn report_of_the_same_study_repeats_and_does_not_confirm() {
    assert!(trace(&[NEWS2]).repeats(&trace(&[NEWS1])));
    assert!(trace(&[STUDY]).repeats(&trace(&[Z])));
}

#[test]
fn further_origin_confirms() {
    assert!(!trace(&[Z]).repeats(&trace(&[NEWS1])));
    assert!(!trace(&[OP]).repeats(&trace(&[NEWS1])));
    assert!(!trace(&[]).repeats(&trace(&[NEWS1])));
}

#[test]
fn same_untraced_source_repeats_itself() {
    assert!(trace(&[OP]).repeats(&trace(&[OP, NEWS1])));
}
