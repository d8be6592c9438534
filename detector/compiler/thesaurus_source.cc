// Text in, text out, flat arrays out.
#include "detector/compiler/thesaurus_source.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdio>
#include <span>
#include <utility>
#include <vector>

#include "detector/compiler/inflection.h"
#include "detector/text/token_key.h"

namespace calque::compiler {
namespace {

using scoring::Thesaurus;
using scoring::ThesaurusHeader;
using scoring::ThesaurusSlot;

constexpr std::string_view kClassesRow = "classes";

// Cuts off and returns what stands before `separator`, or everything.
std::string_view TakeUntil(char separator, std::string_view* text) {
  const std::size_t at = text->find(separator);
  const std::string_view head = text->substr(0, at);
  text->remove_prefix(at == std::string_view::npos ? text->size() : at + 1);
  return head;
}

template <typename T>
bool ParseNumber(std::string_view text, T* value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value);
  return error == std::errc() && end == text.data() + text.size();
}

bool ParseClasses(std::string_view line, std::array<float, scoring::kFindClasses>* values) {
  if (TakeUntil('\t', &line) != kClassesRow) return false;
  for (float& value : *values) {
    if (!ParseNumber(TakeUntil('\t', &line), &value)) return false;
  }
  return line.empty();
}

bool ParsePairs(std::string_view line, std::map<std::string, std::int8_t>* originals) {
  if (line.empty()) return false;
  while (!line.empty()) {
    std::string_view pair = TakeUntil('\t', &line);
    const std::string original(TakeUntil(' ', &pair));
    std::int8_t trust = 0;
    if (original.empty() || !ParseNumber(pair, &trust)) return false;
    if (!originals->emplace(original, trust).second) return false;
  }
  return true;
}

template <typename T>
void Append(const T* values, std::size_t count, std::string* out) {
  out->append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

bool Knows(const lm::NgramModel& model, const std::string& word) {
  return model.table().Find(1, text::HashToken(word)).has_probability();
}

Inflect InflectionOf(PartOfSpeech part) {
  if (part == PartOfSpeech::kNoun) return Inflect::kNoun;
  if (part == PartOfSpeech::kVerb) return Inflect::kVerb;
  return Inflect::kNone;
}

}  // namespace

Result<ThesaurusSource> ThesaurusSource::Parse(const std::string& name, std::string_view text) {
  ThesaurusSource source;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = TakeUntil('\n', &text);
    bool good = false;
    if (number == 1) {
      good = ParseClasses(line, &source.log_ratio);
    } else {
      const std::string word(TakeUntil('\t', &line));
      good = !word.empty() && !source.pairs.contains(word) && ParsePairs(line, &source.pairs[word]);
    }
    if (!good) {
      return Error{ErrorCode::kInvalidArgument,
                   name + ":" + std::to_string(number) + ": this is no line of a thesaurus"};
    }
  }
  return source;
}

std::string ThesaurusSource::Format() const {
  std::string out(kClassesRow);
  for (const float value : log_ratio) {
    char text[32];
    std::snprintf(text, sizeof(text), "\t%.3f", static_cast<double>(value));
    out += text;
  }
  out += '\n';
  for (const auto& [word, originals] : pairs) {
    out += word;
    for (const auto& [original, trust] : originals) {
      out += '\t' + original + ' ' + std::to_string(trust);
    }
    out += '\n';
  }
  return out;
}

std::string ThesaurusSource::Compile() const {
  std::vector<ThesaurusSlot> slots(std::bit_ceil(pairs.size() * 3 / 2 + 1));
  std::vector<text::TokenKey> originals;
  std::vector<std::int8_t> trusts;
  for (const auto& [word, of_word] : pairs) {
    const text::TokenKey key = text::HashToken(word);
    std::size_t i = Thesaurus::HomeOf(key, slots.size());
    while (slots[i].key != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = {key, static_cast<std::uint32_t>(originals.size()),
                static_cast<std::uint32_t>(of_word.size())};
    for (const auto& [original, trust] : of_word) {
      originals.push_back(text::HashToken(original));
      trusts.push_back(trust);
    }
  }
  const ThesaurusHeader header{scoring::kThesaurusMagic, scoring::kThesaurusVersion,
                               static_cast<std::uint32_t>(slots.size()),
                               static_cast<std::uint32_t>(originals.size()), log_ratio};
  std::string section;
  Append(&header, 1, &section);
  Append(slots.data(), slots.size(), &section);
  Append(originals.data(), originals.size(), &section);
  Append(trusts.data(), trusts.size(), &section);
  return section;
}

ThesaurusSource InflectSynonyms(const Synonyms& synonyms, const Lexicon& lexicon,
                                const lm::NgramModel& model) {
  ThesaurusSource source;
  SourceErrors uninflected;  // words without forms are as good as others
  for (const auto& [lemma, others] : synonyms) {
    SourceEntry entry;
    entry.artifact = lemma.word;
    entry.originals.assign(others.begin(), others.end());
    entry.inflect = InflectionOf(lemma.part);
    for (const Spelling& spelling : Inflected(entry, lexicon, &uninflected)) {
      if (!Knows(model, spelling.artifact)) continue;
      for (const std::string& original : spelling.originals) {
        if (original != spelling.artifact && Knows(model, original)) {
          source.pairs[spelling.artifact].emplace(original, std::int8_t{0});
        }
      }
    }
  }
  std::erase_if(source.pairs, [](const auto& word) { return word.second.empty(); });
  return source;
}

}  // namespace calque::compiler
