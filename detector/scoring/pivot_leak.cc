// The lists are asked only about words that stand alone in the language model's eyes:
// unknown ones, and rare ones that it has not seen after the word before.
#include "detector/scoring/pivot_leak.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detector/text/unicode.h"

namespace calque::scoring {
namespace {

using text::SegmentedText;
using text::Sentence;
using text::Token;
using text::TokenKind;

// A word that the model knows is foreign to English only when it is rare.
constexpr float kRare = -5;
// A single word of the Latin script may be a loan or a slip of the pen.
constexpr std::uint32_t kMinWords = 2;
// English words that a sentence needs around a leak, and for each word of it.
constexpr std::uint32_t kMinEnglish = 5;
constexpr std::uint32_t kEnglishPerWord = 2;

struct Script {
  std::uint32_t first;  // code points
  std::uint32_t last;
  std::string_view language;  // of most texts in it
};

constexpr std::array<Script, 7> kScripts = {{{0x0400, 0x052F, "ru"},
                                             {0x0590, 0x05FF, "he"},
                                             {0x0600, 0x06FF, "ar"},
                                             {0x0900, 0x097F, "hi"},
                                             {0x3040, 0x30FF, "ja"},
                                             {0x4E00, 0x9FFF, "zh"},
                                             {0xAC00, 0xD7AF, "ko"}}};

// What Ukrainian has and Russian lacks: U+0454, U+0456, U+0457.
constexpr std::array<std::string_view, 3> kUkrainianLetters = {"\xD1\x94", "\xD1\x96", "\xD1\x97"};

// Scores that are looked through at once.
constexpr std::size_t kScoreStep = 16;

// Whether the lists are to be asked about word `i`.
bool StandsAlone(const SegmentedText& block, std::uint32_t i, const lm::WordScore& score) {
  constexpr unsigned kWordClasses = text::kAnyWord | text::kCapitalWord;
  return score.order <= 1 && (block.classes[i] & kWordClasses) == text::kAnyWord &&
         (score.oov || score.log10_prob <= kRare);
}

class SentenceReader {
 public:
  SentenceReader(const SegmentedText& block, const Sentence& sentence,
                 std::span<const lm::WordScore> scores, const LexiconTable& lexicon,
                 std::vector<Clue>* leaks, std::vector<std::string_view>* on_purpose)
      : block_(block),
        sentence_(sentence),
        scores_(scores),
        lexicon_(lexicon),
        leaks_(*leaks),
        on_purpose_(*on_purpose) {}

  // Reads what begins at token `i`, and returns where it ends.
  std::uint32_t ReadFrom(std::uint32_t i) {
    Run run = ScriptRun(i);
    if (run.end == i) run = WordRun(i);
    if (run.end > i && IsEvidence(run)) Judge(run);
    return std::max(run.end, i + 1);
  }

 private:
  struct Run {
    std::uint32_t begin;
    std::uint32_t end;
    std::string_view language;
    bool script;
  };

  const Token& TokenAt(std::uint32_t i) const { return block_.tokens[i]; }
  bool Has(std::uint32_t i, text::TokenFlag flag) const { return (TokenAt(i).flags & flag) != 0; }
  const lm::WordScore& ScoreAt(std::uint32_t i) const { return scores_[i - sentence_.begin]; }

  std::string_view ScriptOf(std::uint32_t i) const {
    if (TokenAt(i).kind != TokenKind::kWord || !Has(i, text::kNonAscii)) return "";
    const std::string_view word = block_.Text(TokenAt(i));
    // "a" and "o" of another script are typography.
    const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
    if (std::any_of(word.begin(), word.end(), is_ascii)) return "";
    const std::uint32_t first = text::DecodeUtf8(word, 0).value;
    for (const std::string_view letter : kUkrainianLetters) {
      if (word.find(letter) != std::string_view::npos) return "uk";
    }
    for (const Script& script : kScripts) {
      if (first >= script.first && first <= script.last) return script.language;
    }
    return "";
  }

  // Japanese mixes two scripts, and few Ukrainian words are without a common letter.
  Run ScriptRun(std::uint32_t begin) const {
    Run run{begin, begin, ScriptOf(begin), true};
    for (std::string_view next = run.language; !next.empty();) {
      if (next == "ja" || next == "uk") run.language = next;
      next = ++run.end < sentence_.end ? ScriptOf(run.end) : "";
    }
    return run;
  }

  Languages ForeignAt(std::uint32_t i) const {
    if (!StandsAlone(block_, i, ScoreAt(i))) return 0;
    const Languages languages = lexicon_.Find(block_.keys[i]);
    return (languages & (kEnglishWord | kEnglishName)) != 0 ? Languages{0} : languages;
  }

  Run WordRun(std::uint32_t begin) const {
    Languages common = static_cast<Languages>(~Languages{0});
    Run run{begin, begin, "", false};
    while (run.end < sentence_.end) {
      const auto next = static_cast<Languages>(common & ForeignAt(run.end));
      if (next == 0) break;
      common = next;
      ++run.end;
    }
    for (std::size_t i = 0; i < kPivotLanguages.size(); ++i) {
      if (common == PivotBit(i)) run.language = kPivotLanguages[i];
    }
    return run;
  }

  bool IsEvidence(const Run& run) const {
    if (run.language.empty() || run.end - run.begin < (run.script ? 1 : kMinWords)) return false;
    // The Polish list has Latin phrases.
    return run.language != "pl" || HasAccents(run);
  }

  // Beside a capital, words in Latin letters are part of a name, which says nothing.
  void Judge(const Run& run) {
    const bool marked = IsMarked(run);
    if (!InEnglish(run) || IsEnclosed(run.begin) || (marked && run.script)) {
      on_purpose_.push_back(run.language);
    } else if (!marked) {
      Add(run);
    }
  }

  bool HasAccents(const Run& run) const {
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      if (Has(i, text::kNonAscii)) return true;
    }
    return false;
  }

  void Add(const Run& run) {
    leaks_.push_back({run.begin, run.end, std::string(kPivotLeakRule).append(run.language),
                      Family::kPivotLeak, Strength::kMedium});
  }

  bool IsEnglish(std::uint32_t i) const {
    return TokenAt(i).kind == TokenKind::kWord && !Has(i, text::kCapitalised) &&
           !Has(i, text::kNonAscii) && ScoreAt(i).order > 1 && lexicon_.Find(block_.keys[i]) == 0;
  }

  bool InEnglish(const Run& run) const {
    std::uint32_t english = 0;
    for (std::uint32_t i = sentence_.begin; i < sentence_.end; ++i) english += IsEnglish(i) ? 1 : 0;
    return english >= kMinEnglish && english >= kEnglishPerWord * (run.end - run.begin);
  }

  // Beside a capital it is part of a name, beside a mark it is a gloss.
  bool IsMarked(const Run& run) const {
    if (run.begin == sentence_.begin || !Joins(run.begin - 1)) return true;
    return run.end < sentence_.end && !Joins(run.end) && !Ends(run.end);
  }

  bool Joins(std::uint32_t i) const {
    const Token& token = TokenAt(i);
    return token.kind == TokenKind::kWord && !Has(i, text::kCapitalised) && !ScoreAt(i).oov;
  }

  bool Ends(std::uint32_t i) const {
    const std::string_view mark = block_.Text(TokenAt(i));
    return mark == "." || mark == "," || mark == ";" || mark == "?" || mark == "!";
  }

  bool IsEnclosed(std::uint32_t at) const {
    constexpr text::TokenKey kQuote = text::HashToken("\"");
    int depth = 0;
    bool quoted = false;
    for (std::uint32_t i = sentence_.begin; i < at; ++i) {
      const std::string_view mark = block_.Text(TokenAt(i));
      if (block_.keys[i] == kQuote) quoted = !quoted;
      depth += mark == "(" || mark == "[" ? 1 : 0;
      depth -= mark == ")" || mark == "]" ? 1 : 0;
    }
    return quoted || depth > 0;
  }

  const SegmentedText& block_;
  const Sentence& sentence_;
  std::span<const lm::WordScore> scores_;
  const LexiconTable& lexicon_;
  std::vector<Clue>& leaks_;
  std::vector<std::string_view>& on_purpose_;
};

// A bit for each of the kScoreStep scores that owes nothing to the word before.
unsigned AloneAmong(const lm::WordScore* scores) {
  static_assert(sizeof(lm::WordScore) == 8 && offsetof(lm::WordScore, order) == 4);
#if defined(__SSE2__)
  // The upper halves of four scores: order, oov, weight.
  const auto orders = [&](std::size_t first) {
    const auto* at = reinterpret_cast<const float*>(scores + first);
    const __m128 upper =
        _mm_shuffle_ps(_mm_loadu_ps(at), _mm_loadu_ps(at + 4), _MM_SHUFFLE(3, 1, 3, 1));
    return _mm_and_si128(_mm_castps_si128(upper), _mm_set1_epi32(0xFF));
  };
  const __m128i low = _mm_packs_epi32(orders(0), orders(4));
  const __m128i high = _mm_packs_epi32(orders(8), orders(12));
  const __m128i alone = _mm_cmpgt_epi8(_mm_set1_epi8(2), _mm_packus_epi16(low, high));
  return static_cast<unsigned>(_mm_movemask_epi8(alone));
#else
  unsigned alone = 0;
  for (unsigned i = 0; i < kScoreStep; ++i) {
    alone |= static_cast<unsigned>(scores[i].order <= 1) << i;
  }
  return alone;
#endif
}

// Calls use(i) for every scores[i] of which the same holds, and of the next one, too.
template <typename Use>
void ForEachPairAlone(std::span<const lm::WordScore> scores, const Use& use) {
  unsigned before = 0;  // whether the last score was of such a word
  std::size_t i = 0;
  for (; i + kScoreStep <= scores.size(); i += kScoreStep) {
    const unsigned alone = before | AloneAmong(&scores[i]) << 1;
    for (unsigned pairs = alone & alone >> 1; pairs != 0; pairs &= pairs - 1) {
      use(i + static_cast<std::size_t>(std::countr_zero(pairs)) - 1);
    }
    before = alone >> kScoreStep;
  }
  for (i = std::max<std::size_t>(i, 1); i < scores.size(); ++i) {
    if (scores[i - 1].order <= 1 && scores[i].order <= 1) use(i - 1);
  }
}

// Where a run may begin: with two words that stand alone, as without another one behind it a
// word is no evidence, or with a letter of another script.
void CollectPlaces(const SegmentedText& block, std::span<const lm::WordScore> scores,
                   std::vector<std::uint32_t>* places) {
  places->clear();
  std::uint32_t s = 0;  // as many sentences, and so many sentence ends, are before
  ForEachPairAlone(scores, [&](std::size_t event) {
    while (block.sentences[s].end + s < event) ++s;
    const auto token = static_cast<std::uint32_t>(event - s);
    if (token + 1 < block.sentences[s].end && StandsAlone(block, token, scores[event]) &&
        StandsAlone(block, token + 1, scores[event + 1])) {
      places->push_back(token);
    }
  });
  const auto tokens = static_cast<std::uint32_t>(block.tokens.size());
  block.classes.ForEach(text::kBeyondAscii, 0, tokens, [&](std::uint32_t i) {
    const bool word = (block.classes[i] & text::kAnyWord) != 0;
    const char first = block.source[block.tokens[i].begin];
    if (word && static_cast<unsigned char>(first) >= 0x80) places->push_back(i);
  });
}

}  // namespace

void PivotLeakFinder::Find(const SegmentedText& block, std::span<const lm::WordScore> scores,
                           std::vector<Clue>* leaks) {
  static thread_local std::vector<std::uint32_t> places;
  CollectPlaces(block, scores, &places);
  if (places.empty()) return;
  std::sort(places.begin(), places.end());
  std::uint32_t s = 0;
  std::uint32_t next = 0;
  for (const std::uint32_t place : places) {
    if (place < next) continue;
    while (block.sentences[s].end <= place) ++s;
    const auto of_sentence = lm::NgramModel::ScoresOf(block, s, scores);
    SentenceReader reader(block, block.sentences[s], of_sentence, lexicon_, leaks, &on_purpose_);
    next = reader.ReadFrom(place);
  }
  std::sort(on_purpose_.begin(), on_purpose_.end());
  on_purpose_.erase(std::unique(on_purpose_.begin(), on_purpose_.end()), on_purpose_.end());
}

bool PivotLeakFinder::Allows(std::string_view rule) const {
  return !rule.starts_with(kPivotLeakRule) ||
         std::find(on_purpose_.begin(), on_purpose_.end(), rule.substr(kPivotLeakRule.size())) ==
             on_purpose_.end();
}

}  // namespace calque::scoring
