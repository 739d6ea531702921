//! The API's records, each once, although they move while one walks.

use dragnet::fetch::SourceState;
use jiff::civil::date;

use super::rig::Rig;
use super::site::{API, Move, passing_faults};

#[test]
fn every_record_is_kept_as_the_api_gives_it() {
    let rig = Rig::new(230, 0);
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(
        (report.counts.new, report.counts.failed),
        (230, 0),
        "{report:?}"
    );
    assert_eq!(report.sources[0].state, SourceState::Done);
    assert_eq!(rig.files().len(), 230);
    rig.has_every_record();
    let mut paths = rig.files().into_keys();
    assert!(paths.all(|path| {
        path.starts_with("justice.gov/2010/") && path.rsplit('.').next() == Some("json")
    }));
    // Five pages, one for what was changed meanwhile, and robots.txt.
    assert_eq!(rig.server.asked(API), 6);
}

#[test]
fn records_that_move_between_pages_are_neither_lost_nor_kept_twice() {
    // What happens before each request, in many ways.
    let moves: Vec<Vec<(usize, Move)>> = vec![
        vec![(1, Move::Add)],
        vec![(2, Move::Remove(10))],
        vec![(3, Move::Remove(120))],
        vec![(2, Move::Front(180))],
        vec![(2, Move::Front(20)), (3, Move::Edit(0))],
        vec![
            (1, Move::Add),
            (1, Move::Add),
            (2, Move::Remove(0)),
            (3, Move::Front(200)),
        ],
        vec![(2, Move::Remove(3)), (2, Move::Add)],
        vec![(4, Move::Remove(5)), (4, Move::Remove(6)), (5, Move::Add)],
        (0..6).map(|at| (at, Move::Front(37 * at + 5))).collect(),
        (0..6).map(|at| (at, Move::Remove(31 * at))).collect(),
    ];
    for moves in moves {
        let rig = Rig::new(230, 0);
        rig.site.with(|state| {
            for (at, change) in &moves {
                state.moves.entry(*at).or_default().push(change.clone());
            }
        });
        let report = rig.fetch_all(&["doj"]);
        assert_eq!(report.counts.failed, 0, "{moves:?}: {:?}", report.failures);
        rig.has_every_record();
        // A later run finds nothing, whatever moved.
        let again = rig.fetch_all(&["doj"]);
        assert_eq!(
            (again.counts.new, again.counts.changed),
            (0, 0),
            "{moves:?}"
        );
        rig.has_every_record();
    }
}

#[test]
fn faults_that_pass_lose_nothing() {
    let rig = Rig::new(460, 0);
    rig.site.with(|state| {
        let faults = state.first.entry(API.to_owned()).or_default();
        for fault in passing_faults() {
            faults.extend([None, Some(fault)]);
        }
    });
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(report.failures, []);
    assert_eq!(report.counts.new, 460);
    rig.has_every_record();
}

#[test]
fn a_page_of_the_api_that_fails_is_named_and_read_by_the_next_run() {
    let rig = Rig::new(230, 0);
    rig.site.with(|state| state.bad_page = Some(2));
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(report.sources[0].state, SourceState::Part);
    assert_eq!(report.failures.len(), 1);
    assert!(
        report.failures[0].url.contains("page=2"),
        "{:?}",
        report.failures
    );
    assert_eq!(rig.files().len(), 180);
    rig.site.with(|state| state.bad_page = None);
    rig.server.take_log();
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(report.counts.new, 50);
    rig.has_every_record();
    // It went on with that page.
    assert!(
        rig.server.log()[1].request.target.contains("page=2"),
        "{:?}",
        rig.server.log()
    );
}

#[test]
fn html_where_json_was_due_is_a_named_failure_and_no_release() {
    let rig = Rig::new(60, 0);
    rig.site.with(|state| {
        state.always.insert(API.to_owned(), super::site::bot_wall());
    });
    let report = rig.fetch_all(&["doj"]);
    assert!(report.has_failed());
    assert_eq!(
        report.failures[0].reason,
        "there is HTML where JSON was due: `pardon`"
    );
    assert_eq!(rig.files().len(), 0);
}

#[test]
fn only_releases_of_a_span_with_a_text_and_so_many() {
    let rig = Rig::new(400, 0);
    let mut options = rig.options(&["doj"]);
    options.since = Some(date(2010, 4, 1));
    options.span = "2010-04-01..".to_owned();
    let report = rig.fetch(&options);
    let wanted = rig
        .site
        .records()
        .iter()
        .filter(|record| record.date >= 1_270_080_000)
        .count() as u64;
    assert_eq!((report.counts.new, report.counts.failed), (wanted, 0));
    // The walk ends where all are older.
    assert!(rig.server.asked(API) < 8, "{}", rig.server.asked(API));

    let rig = Rig::new(400, 0);
    let mut options = rig.options(&["doj"]);
    options.matching = Some("ARSON".to_owned());
    let report = rig.fetch(&options);
    let records = rig.site.records();
    let wanted = records
        .iter()
        .filter(|record| record.title.contains("Arson"))
        .count() as u64;
    assert_eq!(
        (report.counts.new, report.counts.left_out),
        (wanted, 400 - wanted)
    );

    let rig = Rig::new(230, 0);
    let mut options = rig.options(&["doj"]);
    options.limit = Some(70);
    for (run, expected) in [70, 140, 210, 230].into_iter().enumerate() {
        let report = rig.fetch(&options);
        assert_eq!(report.limited, run < 3);
        assert_eq!(rig.files().len(), expected, "run {run}");
    }
    rig.has_every_record();
}

#[test]
fn a_dry_run_names_what_would_be_new_and_writes_nothing() {
    let rig = Rig::new(120, 3);
    let mut options = rig.options(&["doj", "/sitemap.xml"]);
    options.dry_run = true;
    let report = rig.fetch(&options);
    assert_eq!(report.counts.new, 123);
    assert_eq!(report.names.new.len(), 123);
    assert_eq!(std::fs::read_dir(rig.root()).expect("a folder").count(), 0);
    assert_eq!(rig.server.asked("/news/"), 0);
}

#[test]
fn a_record_whose_host_is_no_name_is_kept_below_the_folder() {
    let rig = Rig::new(60, 0);
    rig.site.with(|state| {
        state.records[3].url = "http://../x".to_owned();
        state.records[4].url = "http://./x".to_owned();
    });
    rig.fetch_all(&["doj"]);
    rig.has_every_record();
    let folders: Vec<String> = rig
        .files()
        .into_keys()
        .filter(|file| file.starts_with("host-"))
        .collect();
    assert_eq!(folders.len(), 2, "{folders:?}");
}
