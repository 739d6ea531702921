//! Made-up releases, and a corpus of them that changes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::quick_folder;
use super::random::Random;

fn title(random: &mut Random) -> String {
    let who = random.one_of(&["Cashier", "Broker", "Mayor", "Nurse", "Captain", "Brewer"]);
    let town = random.one_of(&[
        "Brackwater",
        "Otterbank",
        "Gantry",
        "Quillhaven",
        "Marlbeck",
    ]);
    let what = random.one_of(&["Charged with", "Pleads Guilty to", "Sentenced for"]);
    let crime = random.one_of(&["Wire Fraud", "Arson", "Bribery", "Tax Evasion", "Smuggling"]);
    format!("{town} {who} {what} {crime}")
}

fn body(random: &mut Random) -> String {
    let town = random.one_of(&["PORTLAND, Maine", "BURLINGTON, Vt.", "NEWARK, N.J."]);
    let agency = random.one_of(&[
        "FBI",
        "IRS Criminal Investigation",
        "Drug Enforcement Administration",
    ]);
    let counsel = random.one_of(&[
        "Dana Q. Whitlock",
        "Ines Vandersloot",
        "Tobias Merriweather",
    ]);
    let sum = random.below(100_000);
    format!(
        "{town} – A person was charged today under 18 U.S.C. § 1343 over ${sum}.\n\n\
         The {agency} investigated the case. Assistant U.S. Attorney {counsel} is prosecuting it.\n"
    )
}

pub fn text(random: &mut Random) -> String {
    format!("{}\n\n{}", title(random), body(random))
}

pub fn record(random: &mut Random) -> String {
    let (title, body) = (title(random), body(random));
    let date = format!("20{:02}-0{}-11", 10 + random.below(16), 1 + random.below(9));
    serde_json::json!({"title": title, "body": body, "date": date}).to_string()
}

/// A corpus on disk, and what should be in it.
pub struct Corpus {
    pub folder: TempDir,
    /// The text of each file.
    pub files: BTreeMap<String, String>,
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

    pub fn new(random: &mut Random) -> Self {
        let mut corpus = Corpus {
            folder: quick_folder(),
            files: BTreeMap::new(),
            clock: 0,
        };
        for number in 0..24 {
            corpus.write(&format!("{}/r{number}.txt", number % 3), text(random));
        }
        let lines = |random: &mut Random| (0..6).map(|_| record(random) + "\n").collect::<String>();
        corpus.write("many.jsonl", lines(random));
        corpus.write("more.jsonl", lines(random));
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

    fn any(&self, random: &mut Random, ending: &str) -> Option<String> {
        let fitting: Vec<&String> = (self.files.keys())
            .filter(|file| file.ends_with(ending))
            .collect();
        (!fitting.is_empty()).then(|| fitting[random.below(fitting.len())].clone())
    }

    /// Something that happens to a corpus in a day.
    pub fn change(&mut self, random: &mut Random) {
        let kind = random.below(12);
        let ending = if kind < 7 { ".txt" } else { ".jsonl" };
        let Some(file) = self.any(random, ending) else {
            return;
        };
        match kind {
            0 | 1 => {
                let name = format!("{}/n{}.txt", random.below(3), self.clock);
                self.write(&name, text(random));
            }
            2 => self.write(&file, text(random)),
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
                let content = ["", "%PDF-1.4", "{}"][random.below(3)];
                self.write("turncoat.txt", content.to_owned());
                if random.below(2) == 0 {
                    self.write("turncoat.txt", text(random));
                }
            }
            _ => {
                let mut lines: Vec<String> = self.files[&file].lines().map(str::to_owned).collect();
                let at = random.below(lines.len());
                match kind {
                    9 => lines[at] = record(random),
                    10 => lines.insert(at, record(random)),
                    _ if lines.len() > 3 => drop(lines.remove(at)),
                    _ => lines.push(record(random)),
                }
                self.write(&file, lines.join("\n") + "\n");
            }
        }
    }
}
