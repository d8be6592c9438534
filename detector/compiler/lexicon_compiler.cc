// Collects every form's key with the languages that have it, then sorts.
#include "detector/compiler/lexicon_compiler.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>

#include <absl/container/flat_hash_map.h>

#include "detector/compiler/affix_dictionary.h"
#include "detector/scoring/lexicon_table.h"
#include "detector/text/token_key.h"
#include "detector/text/unicode.h"

namespace calque::compiler {
namespace {

using scoring::Languages;
using Affixes = AffixDictionary::Affixes;

struct PivotSource {
  std::array<const char*, 2> names;  // of the dictionary file, the usual one first
  Affixes affixes;
  std::size_t longest;  // letters of a word that is listed
};

// By kPivotLanguages. All forms of all nine would be six million; the common words of
// a language are short, so the lengths hold each to about a hundred thousand. Polish
// and Turkish make dozens of forms of a stem and list many of them as stems.
constexpr std::array<PivotSource, scoring::kPivotLanguages.size()> kPivots = {{
    {{"it_IT", "it"}, Affixes::kSuffixes, 8},
    {{"fr", "fr_FR"}, Affixes::kSuffixes, 10},
    {{"es_ES", "es"}, Affixes::kSuffixes, 8},
    {{"pt_PT", "pt"}, Affixes::kSuffixes, 9},
    {{"de_DE", "de"}, Affixes::kSuffixes, 11},
    {{"nl", "nl_NL"}, Affixes::kSuffixes, 9},
    {{"sv_SE", "sv"}, Affixes::kSuffixes, 8},
    {{"pl_PL", "pl"}, Affixes::kNone, 9},
    {{"tr_TR", "tr"}, Affixes::kNone, 9},
}};

class Collector {
 public:
  explicit Collector(const lm::NgramModel& model) : model_(model) {}

  void Add(const std::string& word, Languages language) {
    if (!IsPlainWord(word)) return;
    Fold(word);
    const text::TokenKey key = text::HashToken(folded_);
    const auto [it, is_new] = words_.try_emplace(key, 0);
    if (is_new && (language & kEnglish) != 0 && Known(key)) it->second = kLeftOut;
    const bool english = (it->second & kEnglish) != 0 && (language & kEnglish) == 0;
    if (it->second != kLeftOut && !english) it->second |= language;
  }

  // In no order, without those left out.
  std::vector<std::pair<text::TokenKey, Languages>> Words() const {
    std::vector<std::pair<text::TokenKey, Languages>> words;
    for (const auto& word : words_) {
      if (word.second != kLeftOut) words.push_back(word);
    }
    return words;
  }

 private:
  static constexpr Languages kEnglish = scoring::kEnglishWord | scoring::kEnglishName;
  static constexpr Languages kLeftOut = 0xFFFF;

  void Fold(const std::string& word) {
    folded_ = word;
    for (char& c : folded_) {
      if (static_cast<unsigned char>(c) >= 0x80) return text::FoldUnicode(word, &folded_);
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  }

  // Two letters or more, and apostrophes: what the scanner makes one token of.
  static bool IsPlainWord(std::string_view word) {
    for (const char c : word) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80 && !std::isalpha(byte) && c != '\'') return false;
    }
    return word.size() > 1 && word.front() != '\'' && word.back() != '\'';
  }

  bool Known(text::TokenKey key) const {
    lm::NgramModel::State after;
    return !model_.Score({}, key, &after).oov;
  }

  const lm::NgramModel& model_;
  absl::flat_hash_map<text::TokenKey, Languages> words_;
  std::string folded_;
};

std::size_t Letters(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

bool BeginsSmall(const std::string& word) {
  const text::CodePoint first = text::DecodeUtf8(word, 0);
  return first.size > 0 && !text::IsUpper(first.value);
}

Status AddEnglish(const std::string& path, Collector* collector) {
  auto english = AffixDictionary::Open(path);
  if (!english.ok()) return english.error();
  english->ForEachForm(Affixes::kAll, [&](const std::string& word) {
    if (word.empty()) return;
    collector->Add(word, BeginsSmall(word) ? scoring::kEnglishWord : scoring::kEnglishName);
  });
  return {};
}

// The dictionary's path without extension, or "" when it is not installed.
std::string FindPivot(const std::filesystem::path& folder, const PivotSource& source) {
  for (const char* name : source.names) {
    const std::string path = (folder / name).string();
    if (std::filesystem::exists(path + ".aff") && std::filesystem::exists(path + ".dic")) {
      return path;
    }
  }
  return "";
}

template <typename T>
void Append(const T* values, std::size_t count, std::string* out) {
  out->append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

std::string Serialize(const std::vector<std::pair<text::TokenKey, Languages>>& words) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;  // bucket, stored word
  placed.reserve(words.size());
  for (const auto& [key, languages] : words) {
    const scoring::LexiconPlace place = scoring::PlaceOf(key);
    placed.emplace_back(place.bucket, place.rest << scoring::kLanguageBits | languages);
  }
  std::sort(placed.begin(), placed.end());
  std::vector<std::uint32_t> starts(scoring::kLexiconBuckets + 1, 0);
  for (const auto& word : placed) ++starts[word.first + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  const scoring::LexiconHeader header{scoring::kLexiconMagic, scoring::kLexiconVersion,
                                      scoring::kLanguageBits,
                                      static_cast<std::uint32_t>(placed.size())};
  std::string section;
  Append(&header, 1, &section);
  Append(starts.data(), starts.size(), &section);
  for (const auto& word : placed) Append(&word.second, 1, &section);
  return section;
}

}  // namespace

Result<CompiledLexicon> CompileLexicon(const std::string& english, const std::string& pivots,
                                       const lm::NgramModel& model) {
  Collector collector(model);
  if (Status added = AddEnglish(english, &collector); !added.ok()) return added.error();
  CompiledLexicon lexicon;
  for (std::size_t i = 0; i < kPivots.size() && !pivots.empty(); ++i) {
    const std::string path = FindPivot(pivots, kPivots[i]);
    if (path.empty()) {
      lexicon.missing.emplace_back(scoring::kPivotLanguages[i]);
      continue;
    }
    auto pivot = AffixDictionary::Open(path);
    if (!pivot.ok()) return pivot.error();
    pivot->ForEachForm(kPivots[i].affixes, [&](const std::string& word) {
      // Names are no evidence of a language.
      if (word.empty() || !BeginsSmall(word) || Letters(word) > kPivots[i].longest) return;
      collector.Add(word, scoring::PivotBit(i));
    });
  }
  const auto words = collector.Words();
  lexicon.words = words.size();
  lexicon.section = Serialize(words);
  return lexicon;
}

}  // namespace calque::compiler
