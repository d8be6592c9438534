// What Calque says about one text: plain structs, no behaviour, std types only.
//
// Every offset is a byte offset into the text that was given to Analyze,
// before any normalisation; spans are half-open. The record writers convert to
// code points or UTF-16 units.
#ifndef CALQUE_REPORT_H_
#define CALQUE_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace calque {

// Half-open byte range [begin, end) of the analysed text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Verdict : std::uint8_t {
  kClean,         // reads like a person's text
  kSuspect,       // some evidence; worth a look
  kArtifact,      // a machine rewrote it, at the mode's false-alarm rate
  kInsufficient,  // too short to say
};

// Operating points: how many false alarms are tolerated for an `artifact`.
enum class Mode : std::uint8_t { kStrict, kBalanced, kSensitive };

// How much a dictionary entry is worth by itself.
enum class Strength : std::uint8_t { kWeak, kMedium, kStrong };

// Kinds of artifact; the `family` column of the dictionary sources.
enum class Family : std::uint8_t {
  kSynonym,    // a spinner's sense-blind synonym
  kName,       // a corrupted fixed name: outlet, party, office, title
  kIdiom,      // a broken fixed expression or function-word pattern
  kCalque,     // a literal translation from a named pivot language
  kTortured,   // a technical term rewritten word by word
  kFurniture,  // rewritten site furniture ("Article content material")
  kPivotLeak,  // words of another language left inside the English
  kStructure,  // spinner leftovers, doubled function words, lost apostrophes
};
inline constexpr int kFamilyCount = 8;

// The names used in records and dictionary sources: "artifact", "strict",
// "strong", "pivot-leak" ... Static storage.
const char* VerdictName(Verdict verdict);
const char* ModeName(Mode mode);
const char* StrengthName(Strength strength);
const char* FamilyName(Family family);
std::optional<Mode> ParseMode(const std::string& name);
std::optional<Strength> ParseStrength(const std::string& name);
std::optional<Family> ParseFamily(const std::string& name);

// One artifact: confirmed by the language model, or one that speaks for itself (a
// pivot leak), which has no original and a gain of 0.
struct Hit {
  Span span;                           // the words that give it away
  std::vector<std::string> originals;  // most probable first, case adapted
  std::string entry;                   // dictionary id, e.g. "en/names/0042"
  Family family = Family::kSynonym;
  Strength strength = Strength::kWeak;
  // log10 P(sentence with the first original) - log10 P(as written), over the
  // words whose probability the swap changes. Positive: the original is likelier.
  double gain = 0;
  // The name of this hit, "1f3a56c09b2d": the same wherever the same entry hits the
  // same words between the same neighbours. An ignore file can silence it.
  std::string finding;
  // The first original stands elsewhere in the text, as written.
  bool inconsistent = false;
};

struct SentenceReport {
  Span span;
  // How well its words fit together: percentile among clean sentences of similar
  // length and make-up (names, numbers, quotations, capitals), in [0, 1]; 1 is the
  // most fluent.
  double fluency = 0;
  // Probability in [0, 1] that the sentence was rewritten by a machine.
  double probability = 0;
  // As Evidence::translationese, for this sentence; far noisier than that of a text.
  std::optional<double> translationese;
  // The run of about five words that fit together least, first to last, judged by
  // what the words before each tell about it. Empty when no word was judged.
  Span weakest;
};

// The document's evidence, all parts together.
struct Evidence {
  std::size_t hits = 0;      // confirmed artifacts
  std::size_t distinct = 0;  // different dictionary entries among them
  double hits_per_1000 = 0;  // hits per 1,000 words
  double gain_per_1000 = 0;  // summed gain (log10 units) per 1,000 words
  double fluency = 0;        // median sentence fluency, in [0, 1]
  // Mean translationese weight of the tokens and sentence ends: the log-odds that a
  // text of some 300 tokens is a machine's translation rather than a person's prose or
  // translation, both being as likely beforehand. Longer texts are no surer in it, only
  // less noisy. Absent when the pack was built without weights.
  std::optional<double> translationese;
};

// What one kind of evidence adds to the logit of the document's probability,
// ln(p / (1 - p)). The terms of a report, "prior" among them, sum up to it.
struct EvidenceTerm {
  const char* name = "";  // "prior", "strong", "unfluent" ...; static storage
  double log_odds = 0;    // natural logarithm
};

// The words that the language model does not know, told apart; a word that is
// there twice counts twice.
struct UnknownWords {
  std::size_t english = 0;   // English, only rare
  std::size_t name = 0;      // capitalised like a name
  std::size_t foreign = 0;   // of another language
  std::size_t misspelt = 0;  // none of these
  friend bool operator==(const UnknownWords&, const UnknownWords&) = default;
};

// The language an article seems to have been translated through.
struct Pivot {
  std::string language;    // ISO 639-1
  double probability = 0;  // in [0, 1]
};

struct Report {
  Verdict verdict = Verdict::kInsufficient;
  double probability = 0;  // calibrated: P(a machine rewrote this text)
  Mode mode = Mode::kStrict;
  std::size_t words = 0;
  std::size_t invalid_bytes = 0;  // bytes that were no UTF-8; skipped, counted
  Evidence evidence;
  // Why the probability is what it is: "prior" first, then the evidence there is.
  std::vector<EvidenceTerm> explanation;
  UnknownWords unknown_words;
  std::vector<Hit> hits;                  // in text order, never overlapping
  std::vector<SentenceReport> sentences;  // in text order
  std::optional<Pivot> pivot;
};

}  // namespace calque

#endif  // CALQUE_REPORT_H_
