// Every number that was fitted or chosen on data: adjudication costs, fluency
// quantiles, the weights of the evidence, the thresholds of the modes. It is a
// TSV that a person can read (corpora/models/calibration.tsv), stored as it is in
// the pack and parsed when the pack is opened: `name<TAB>value[ value ...]`.
#ifndef CALQUE_DETECTOR_SCORING_CALIBRATION_H_
#define CALQUE_DETECTOR_SCORING_CALIBRATION_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"

namespace calque::scoring {

// The share of rewritten texts for which probabilities are calibrated and precision is estimated.
inline constexpr double kPrior = 0.1;

// The document's evidence as numbers, in the order of the weights. Each grows with
// the evidence, so no weight may be negative. Within 8 KB of text an entry counts
// once, however often it hits: a writer's favourite word is one fact, not ten.
inline constexpr std::array<std::string_view, 7> kDocumentFeatures = {
    "strong",          // log(1 + different strong entries per 1,000 words)
    "medium",          // log(1 + different medium entries per 1,000 words)
    "weak",            // log(1 + different weak entries per 1,000 words)
    "contradiction",   // log(1 + originals that stand elsewhere in the text per 1,000 words)
    "substitution",    // nats per 100 words that odd words are synonyms (substitution.h)
    "translationese",  // mean weight of an n-gram's token, drawn to 0 in short texts
    "unfluent",        // share of sentences among the 5 % least fluent
};
using DocumentFeatures = std::array<double, kDocumentFeatures.size()>;

inline constexpr std::array<std::string_view, 5> kSentenceFeatures = {
    "strong",        // number of strong hits, at most 3
    "medium",        // number of medium hits, at most 3
    "weak",          // number of weak hits, at most 5
    "substitution",  // nats that odd words are synonyms, at most 10
    "unfluent",      // 1 - percentile of the sentence
};
using SentenceFeatures = std::array<double, kSentenceFeatures.size()>;

// Logistic regression: P = 1 / (1 + exp(-(bias + sum weight*feature))).
template <std::size_t kSize>
struct Logistic {
  double bias = 0;
  std::array<double, kSize> weights{};
  double Logit(const std::array<double, kSize>& features) const;
  double Probability(const std::array<double, kSize>& features) const;
};

// Why a text is no writer's own: a spinner whose words the dictionary knows, one whose
// words it does not, a translation. Each leaves traces of its own, so there is a logistic
// model for each, over the same features, joined as independent causes (noisy-or).
enum class Cause : std::uint8_t { kSpun, kUnlisted, kTranslated };
inline constexpr std::array<std::string_view, 3> kCauseNames = {"spun", "unlisted", "translated"};

struct DocumentModel {
  std::array<Logistic<kDocumentFeatures.size()>, kCauseNames.size()> causes{};  // by Cause

  Cause Likeliest(const DocumentFeatures& features) const;
  double Probability(const DocumentFeatures& features) const;
  // The natural logarithm of p / (1 - p), exact where p itself is rounded to 1.
  double Logit(const DocumentFeatures& features) const;

  Logistic<kDocumentFeatures.size()>& Of(Cause cause) {
    return causes[static_cast<std::size_t>(cause)];
  }
  const Logistic<kDocumentFeatures.size()>& Of(Cause cause) const {
    return causes[static_cast<std::size_t>(cause)];
  }
};

// What a sentence is made of (scoring/make_up.h): decides which score is usual for
// a clean one. Shares are of the sentence's words, or of its tokens.
inline constexpr std::array<std::string_view, 12> kMakeUpFeatures = {
    "rarity",       // mean log10 probability of the counted words without context
    "inverse",      // 1 / counted words
    "capitalised",  // share of words with a capital inside the sentence
    "names",        // share of capitalised words that the model lacks
    "unknown",      // share of other words that the model lacks
    "acronyms",     // share of words in capitals throughout
    "numbers",      // share of tokens
    "quotes",       // share of tokens that are quotation marks
    "punctuation",  // share of tokens that are other marks or symbols
    "title",        // 1 when most words are capitalised
    "headline",     // 1 when the sentence is in capitals throughout
    "open",         // 1 when it does not end as a sentence does
};
using MakeUp = std::array<double, kMakeUpFeatures.size()>;

// The score that is usual for a clean sentence of this make-up.
struct UsualScore {
  double bias = 0;
  MakeUp weights{};
  double Of(const MakeUp& make_up) const;
};

// Sentences are compared with clean ones of similar length, in tokens.
inline constexpr std::array<std::size_t, 5> kFluencyBinLimits = {6, 12, 20, 32, ~std::size_t{0}};
inline constexpr std::size_t kFluencyQuantiles = 33;

struct Thresholds {
  double suspect = 0.5;
  double artifact = 0.9;
};

struct Calibration {
  // What a swap must gain, in log10 units, by strength (weak, medium, strong): in
  // a text of which nothing is known, and in one that has shown to be rewritten.
  std::array<double, 3> swap_cost{};
  std::array<double, 3> rewritten_swap_cost{};
  // So many different medium or strong entries, and so many of them per 1,000
  // words, show it.
  std::size_t rewritten_distinct = 0;
  double rewritten_rate = 0;
  DocumentModel document;
  Logistic<kSentenceFeatures.size()> sentence;
  std::array<Thresholds, 3> modes{};  // by Mode
  // Below `always`: insufficient. Below `clean`: insufficient unless flagged.
  std::size_t insufficient_always = 0;
  std::size_t insufficient_clean = 0;
  // Different entries needed before a text may be called an artifact.
  std::size_t minimum_distinct = 0;
  UsualScore usual;
  // Quantiles 0, 1/32 ... 1 of score - usual score, for each length bin.
  std::array<std::array<double, kFluencyQuantiles>, kFluencyBinLimits.size()> fluency{};

  // Errors name the line. Every value must be there exactly once.
  static Result<Calibration> Parse(std::string_view text);
  std::string Format() const;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_CALIBRATION_H_
