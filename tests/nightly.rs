//! Indexing night after night: whatever happens to the files of a corpus, its index is as one built today would be.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

use dragnet::index::{Changes, Mode, OpenIndex, Options, Progress, Report, build};
use dragnet::knowledge::Knowledge;
use dragnet::model::SkipReason;
use dragnet::query::{Request, search};
use tantivy::schema::Value;
use tempfile::TempDir;

pub struct Silent;
impl Progress for Silent {}

pub fn index(options: &Options) -> dragnet::error::Result<Report> {
    build(
        options,
        Knowledge::builtin(),
        &Silent,
        &AtomicBool::new(false),
    )
}

pub fn open(index: &Path) -> OpenIndex {
    OpenIndex::open(index, Knowledge::builtin()).expect("an index")
}

/// All that an index says: each release with its text, by id, and the counts of its facets.
#[derive(Debug, PartialEq)]
pub struct Contents {
    pub releases: BTreeMap<String, (String, String)>,
    facets: Vec<String>,
}

pub fn contents(index: &OpenIndex) -> Contents {
    let mut releases = BTreeMap::new();
    for segment in index.searcher.segment_readers() {
        let store = segment.get_store_reader(10).expect("a store");
        for document in store.iter::<tantivy::TantivyDocument>(segment.alive_bitset()) {
            let document = document.expect("a document");
            let text = |field| {
                let value = document.get_first(field)?;
                value.as_str().map(str::to_owned)
            };
            let Some(release) = text(index.fields.release) else {
                continue;
            };
            let id: dragnet::model::Release = serde_json::from_str(&release).expect("a release");
            let body = text(index.fields.body).unwrap_or_default();
            let twice = releases.insert(id.id, (release, body));
            assert_eq!(twice, None, "a release that stands twice");
        }
    }
    let mut request = Request::new("", || jiff::civil::Date::constant(2026, 1, 1));
    request.facets = dragnet::query::FACETS.map(str::to_owned).into();
    let results = search(index, Knowledge::builtin(), &request).expect("an answer");
    assert_eq!(results.summary.total, releases.len());
    let facets = results.summary.facets.iter();
    Contents {
        releases,
        facets: facets.map(|facet| format!("{facet:?}")).collect(),
    }
}

/// Bytes of an index, locks apart.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                size(&path)
            } else {
                path.metadata().expect("a file").len()
            }
        })
        .sum()
}

/// A folder in memory, where there is one: an index is flushed to disk many times a night.
pub fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().expect("a folder"))
}

/// Numbers that look like chance, and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        // Knuth's constants; the high bits are the better ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("a small number")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn title(&mut self) -> String {
        let who = self.pick(&["Cashier", "Broker", "Mayor", "Nurse", "Captain", "Brewer"]);
        let town = self.pick(&[
            "Brackwater",
            "Otterbank",
            "Gantry",
            "Quillhaven",
            "Marlbeck",
        ]);
        let what = self.pick(&["Charged with", "Pleads Guilty to", "Sentenced for"]);
        let crime = self.pick(&["Wire Fraud", "Arson", "Bribery", "Tax Evasion", "Smuggling"]);
        format!("{town} {who} {what} {crime}")
    }

    fn body(&mut self) -> String {
        let town = self.pick(&["PORTLAND, Maine", "BURLINGTON, Vt.", "NEWARK, N.J."]);
        let agency = self.pick(&[
            "FBI",
            "IRS Criminal Investigation",
            "Drug Enforcement Administration",
        ]);
        let counsel = self.pick(&[
            "Dana Q. Whitlock",
            "Ines Vandersloot",
            "Tobias Merriweather",
        ]);
        let sum = self.roll(100_000);
        format!(
            "{town} – A person was charged today under 18 U.S.C. § 1343 over ${sum}.\n\n\
             The {agency} investigated the case. Assistant U.S. Attorney {counsel} is prosecuting it.\n"
        )
    }

    pub fn text(&mut self) -> String {
        format!("{}\n\n{}", self.title(), self.body())
    }

    fn record(&mut self) -> String {
        let (title, body) = (self.title(), self.body());
        let date = format!("20{:02}-0{}-11", 10 + self.roll(16), 1 + self.roll(9));
        serde_json::json!({"title": title, "body": body, "date": date}).to_string()
    }
}

/// A corpus on disk, and what should be in it.
pub struct Corpus {
    pub folder: TempDir,
    files: BTreeMap<String, String>,
    /// Every change gets a time of its own.
    clock: u64,
}

impl Corpus {
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub fn new(dice: &mut Dice) -> Self {
        let mut corpus = Corpus {
            folder: quick_folder(),
            files: BTreeMap::new(),
            clock: 0,
        };
        for number in 0..24 {
            corpus.write(&format!("{}/r{number}.txt", number % 3), dice.text());
        }
        let lines = |dice: &mut Dice| (0..6).map(|_| dice.record() + "\n").collect::<String>();
        corpus.write("many.jsonl", lines(dice));
        corpus.write("more.jsonl", lines(dice));
        corpus.write("scan.txt", "%PDF-1.7".to_owned());
        corpus
    }

    fn touch(&mut self, file: &str) {
        self.clock += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + self.clock);
        let path = self.root().join(file);
        let open = File::options().append(true).open(path).expect("a file");
        open.set_modified(time).expect("a time");
    }

    fn write(&mut self, file: &str, content: String) {
        let path = self.root().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, &content).expect("a file");
        self.files.insert(file.to_owned(), content);
        self.touch(file);
    }

    fn remove(&mut self, file: &str) -> String {
        fs::remove_file(self.root().join(file)).expect("the file");
        self.files.remove(file).expect("a file")
    }

    pub fn remove_if_there(&mut self, file: &str) {
        if self.files.contains_key(file) {
            self.remove(file);
        }
    }

    fn any(&self, dice: &mut Dice, ending: &str) -> Option<String> {
        let fitting: Vec<&String> = (self.files.keys())
            .filter(|file| file.ends_with(ending))
            .collect();
        (!fitting.is_empty()).then(|| fitting[dice.roll(fitting.len())].clone())
    }

    /// Something that happens to a corpus in a day.
    pub fn change(&mut self, dice: &mut Dice) {
        let kind = dice.roll(12);
        let ending = if kind < 7 { ".txt" } else { ".jsonl" };
        let Some(file) = self.any(dice, ending) else {
            return;
        };
        match kind {
            0 | 1 => {
                let name = format!("{}/n{}.txt", dice.roll(3), self.clock);
                self.write(&name, dice.text());
            }
            2 => self.write(&file, dice.text()),
            3 | 4 | 7 => self.touch(&file),
            5 => {
                let content = self.remove(&file);
                self.write(&format!("moved/m{}.txt", self.clock), content);
            }
            6 => {
                if self.files.len() > 12 {
                    self.remove(&file);
                }
            }
            // One page becomes another thing, and sometimes comes back.
            8 => {
                let content = ["", "%PDF-1.4", "{}"][dice.roll(3)];
                self.write("turncoat.txt", content.to_owned());
                if dice.roll(2) == 0 {
                    self.write("turncoat.txt", dice.text());
                }
            }
            _ => {
                let mut lines: Vec<String> = self.files[&file].lines().map(str::to_owned).collect();
                let at = dice.roll(lines.len());
                match kind {
                    9 => lines[at] = dice.record(),
                    10 => lines.insert(at, dice.record()),
                    _ if lines.len() > 3 => drop(lines.remove(at)),
                    _ => lines.push(dice.record()),
                }
                self.write(&file, lines.join("\n") + "\n");
            }
        }
    }
}

/// How two states of a corpus differ, told without looking at an index.
fn difference(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Changes {
    let mut changes = Changes::default();
    for (file, content) in now {
        match before.get(file) {
            None => changes.added += 1,
            Some(old) if old == content => changes.unchanged += 1,
            Some(_) => changes.changed += 1,
        }
    }
    let gone = before.keys().filter(|file| !now.contains_key(*file));
    changes.removed = gone.count() as u64;
    changes
}

fn skips(report: &Report) -> Vec<(String, SkipReason)> {
    let skipped = report.skipped.iter();
    skipped
        .map(|skip| (skip.id.clone(), skip.reason.clone()))
        .collect()
}

/// After each night the index equals one that is built today, and the report says what happened.
fn nights(count: usize, seed: u64) {
    let mut dice = Dice(seed);
    let mut corpus = Corpus::new(&mut dice);
    let options = Options::of(&corpus.root(), &corpus.index());
    assert_eq!(index(&options).expect("a build").mode, Mode::First);
    for night in 0..count {
        let before = corpus.files.clone();
        for _ in 0..dice.roll(4) {
            corpus.change(&mut dice);
        }
        let report = index(&options).expect("a night");
        assert_eq!(report.mode, Mode::Update);
        let expected = difference(&before, &corpus.files);
        // A file that is broken keeps what was indexed from it: see the tests below.
        if report.kept.is_empty() {
            assert_eq!(report.changes, expected, "night {night} of {seed}");
        }
        let built = corpus.folder.path().join("fresh");
        let fresh = index(&Options::of(&corpus.root(), &built)).expect("a build");
        let (kept, new) = (open(&corpus.index()), open(&built));
        let (mut contents_kept, contents_new) = (contents(&kept), contents(&new));
        if report.kept.is_empty() {
            assert_eq!(skips(&report), skips(&fresh), "night {night} of {seed}");
        } else {
            assert_eq!(report.kept[0].id, "turncoat.txt");
            contents_kept.releases.remove("turncoat.txt");
            contents_kept.facets.clone_from(&contents_new.facets);
        }
        assert_eq!(contents_kept, contents_new, "night {night} of {seed}");
        let again = index(&options).expect("a night with nothing new");
        assert_eq!(again.changes.added + again.changes.changed, 0);
        assert_eq!(
            again.changes.unchanged + again.kept.len() as u64,
            again.files
        );
        if night + 1 == count {
            let (ours, theirs) = (size(&corpus.index()), size(&built));
            assert!(ours * 10 <= theirs * 13, "{ours} bytes against {theirs}");
            let segments = |index: &OpenIndex| index.searcher.segment_readers().len();
            assert!(segments(&kept) * 10 <= segments(&new) * 13);
        }
        drop((kept, new));
        fs::remove_dir_all(built).expect("the index");
    }
}

#[test]
fn after_each_night_of_a_year_the_index_equals_a_fresh_one() {
    nights(365, 1);
}

#[test]
#[ignore = "takes minutes: cargo test -- --ignored other_years"]
fn the_same_holds_for_other_years() {
    for seed in 2..=6 {
        nights(365, seed);
    }
}
