// Counts everything once, then walks over the frequent pairs.
#include "detector/compiler/phrase_expander.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>

#include "detector/compiler/inflection.h"
#include "detector/text/segmenter.h"

namespace calque::compiler {
namespace {

bool IsPlain(std::string_view word) {
  return word.size() > 1 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

text::NgramKey KeyOf(std::string_view phrase) {
  return text::NgramKeyOf(text::SegmentAll(phrase).keys);
}

}  // namespace

PhraseExpander::PhraseExpander(const std::vector<SourceEntry>& entries, const Lexicon& lexicon) {
  SourceErrors ignored;  // reported where the dictionary is compiled
  for (const SourceEntry& entry : entries) {
    known_.insert(KeyOf(entry.artifact));
    const bool guarded = !entry.require.empty() || !entry.forbid.empty();
    if (guarded || entry.case_mode != dictionary::CaseMode::kAny) continue;
    for (const Spelling& spelling : Inflected(entry, lexicon, &ignored)) {
      if (!IsPlain(spelling.artifact)) continue;
      for (const std::string& original : spelling.originals) {
        if (IsPlain(original)) spun_[text::HashToken(original)].push_back(spelling.artifact);
      }
    }
  }
}

void PhraseExpander::Add(std::string_view text) {
  text::Segmenter segmenter(text);
  text::SegmentedText block;
  while (segmenter.Next(&block)) {
    for (const text::Sentence& sentence : block.sentences) {
      for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
        const text::TokenKey key = block.keys[i];
        ++total_;
        const bool fresh = ++words_[key] == 1;
        const std::string_view word = block.Text(block.tokens[i]);
        if ((fresh || !spelling_.contains(key)) && IsPlain(word)) spelling_[key] = word;
        if (i == sentence.begin) continue;
        const text::TokenKey previous = block.keys[i - 1];
        Pair& pair = pairs_[text::Extend(previous, key)];
        pair = {previous, key, pair.count + 1};
      }
    }
  }
}

double PhraseExpander::Information(text::TokenKey first, text::TokenKey second,
                                   std::uint32_t count) const {
  const double expected = static_cast<double>(words_.at(first)) *
                          static_cast<double>(words_.at(second)) / static_cast<double>(total_);
  return std::log2(count / expected);
}

void PhraseExpander::Rewrite(const std::string& first, const std::string& second,
                             std::uint32_t count, std::vector<Phrase>* phrases) const {
  const auto add = [&](const std::string& a, const std::string& b) {
    const text::NgramKey key = text::Extend(text::HashToken(a), text::HashToken(b));
    if (a != b && !pairs_.contains(key) && !known_.contains(key)) {
      phrases->push_back({a + ' ' + b, first + ' ' + second, count});
    }
  };
  if (const auto it = spun_.find(text::HashToken(first)); it != spun_.end()) {
    for (const std::string& spun : it->second) add(spun, second);
  }
  if (const auto it = spun_.find(text::HashToken(second)); it != spun_.end()) {
    for (const std::string& spun : it->second) add(first, spun);
  }
}

// In order of rank; an artifact stands once, with its most frequent original.
std::vector<PhraseExpander::Phrase> PhraseExpander::Rewritten(const ExpandOptions& options) const {
  std::vector<Phrase> phrases;
  for (const auto& item : pairs_) {
    const Pair& pair = item.second;
    const auto first = spelling_.find(pair.first);
    const auto second = spelling_.find(pair.second);
    if (pair.count < options.least_count || first == spelling_.end() || second == spelling_.end() ||
        Information(pair.first, pair.second, pair.count) < options.least_information) {
      continue;
    }
    Rewrite(first->second, second->second, pair.count, &phrases);
  }
  std::sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
    return std::tie(b.count, a.artifact, a.original) < std::tie(a.count, b.artifact, b.original);
  });
  absl::flat_hash_map<std::string, bool> seen;
  std::erase_if(phrases, [&](const Phrase& phrase) {
    return !seen.try_emplace(phrase.artifact, true).second;
  });
  if (phrases.size() > options.most_entries) phrases.resize(options.most_entries);
  return phrases;
}

std::string PhraseExpander::Derive(const ExpandOptions& options) const {
  std::string out =
      "id\tartifact\toriginals\tfamily\tstrength\tcase\trequire\tforbid\tpivot\tinflect\t"
      "hit_example\tclean_example\tsource\n";
  std::size_t number = 0;
  for (const Phrase& phrase : Rewritten(options)) {
    char id[32];
    std::snprintf(id, sizeof(id), "en/derived/%04zu", ++number);
    out += std::string(id) + '\t' + phrase.artifact + '\t' + phrase.original +
           "\tsynonym\tweak\tany\t\t\t\t\t\t\tderived\n";
  }
  return out;
}

}  // namespace calque::compiler
