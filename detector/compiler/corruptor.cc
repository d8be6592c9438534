// Reads the dictionary backwards. At every token the longest original that begins
// there offers its artifacts; non-overlapping places are then thinned to the
// wanted density.
#include "detector/compiler/corruptor.h"

#include <algorithm>
#include <utility>

#include "detector/compiler/spelling_variants.h"
#include "detector/compiler/split_mix.h"
#include "detector/scoring/casing.h"
#include "detector/text/segmenter.h"

namespace calque::compiler {
namespace {

using text::SegmentedText;
using text::TokenKind;

std::size_t Below(std::size_t bound, std::uint64_t* state) {
  return static_cast<std::size_t>(NextRandom(state) % bound);
}

std::size_t WordCount(const SegmentedText& block) {
  return static_cast<std::size_t>(
      std::count_if(block.tokens.begin(), block.tokens.end(), [](const text::Token& token) {
        return token.kind == TokenKind::kWord || token.kind == TokenKind::kNumber;
      }));
}

// A name is only corrupted where it stands as one.
bool CaseAllows(const SegmentedText& block, std::uint32_t begin, std::uint32_t end,
                dictionary::CaseMode mode) {
  if (mode == dictionary::CaseMode::kAny) return true;
  for (std::uint32_t i = begin; i < end; ++i) {
    const text::Token& token = block.tokens[i];
    const bool long_word = token.kind == TokenKind::kWord && token.end - token.begin > 3;
    if (long_word && (token.flags & text::kCapitalised) == 0) return false;
  }
  return true;
}

}  // namespace

Corruptor::Corruptor(const std::vector<SourceEntry>& entries, const Lexicon& lexicon) {
  SourceErrors ignored;  // reported where the dictionary is compiled
  for (const SourceEntry& entry : entries) {
    if (entry.off) continue;
    for (const Spelling& spelling : AllSpellings(entry, lexicon, &ignored)) {
      for (const std::string& original : spelling.originals) {
        AddSwap(entry, spelling.artifact, original);
      }
    }
  }
}

void Corruptor::AddSwap(const SourceEntry& entry, const std::string& artifact,
                        const std::string& original) {
  const SegmentedText block = text::SegmentAll(original);
  swaps_[text::NgramKeyOf(block.keys)].push_back({artifact, entry.id, entry.case_mode});
  longest_ = std::max(longest_, block.keys.size());
}

// The longest original that begins at token `begin`, with one of its artifacts
// drawn; an empty place when there is none.
Corruptor::Place Corruptor::PlaceAt(const SegmentedText& block, std::uint32_t begin,
                                    std::uint32_t sentence_end, std::uint64_t* random) const {
  Place best{begin, begin, nullptr};
  std::vector<const Swap*> usable;
  text::NgramKey key = 0;
  const auto limit = std::min<std::size_t>(sentence_end, begin + longest_);
  for (std::uint32_t end = begin; end < limit; ++end) {
    key = text::Extend(key, block.keys[end]);
    const auto it = swaps_.find(key);
    if (it == swaps_.end()) continue;
    usable.clear();
    for (const Swap& swap : it->second) {
      if (CaseAllows(block, begin, end + 1, swap.case_mode)) usable.push_back(&swap);
    }
    if (!usable.empty()) best = {begin, end + 1, usable[Below(usable.size(), random)]};
  }
  return best;
}

std::vector<Corruptor::Place> Corruptor::FindPlaces(const SegmentedText& block,
                                                    std::uint64_t* random) const {
  std::vector<Place> places;
  for (const text::Sentence& sentence : block.sentences) {
    for (std::uint32_t i = sentence.begin; i < sentence.end;) {
      const Place place = PlaceAt(block, i, sentence.end, random);
      if (place.swap != nullptr) places.push_back(place);
      i = std::max(place.end, i + 1);
    }
  }
  return places;
}

CorruptedText Corruptor::Corrupt(std::string_view text, const CorruptOptions& options) const {
  const SegmentedText block = text::SegmentAll(text);
  std::uint64_t random = options.seed;
  for (const text::TokenKey key : block.keys) random = random * 31 + key;
  std::vector<Place> places = FindPlaces(block, &random);
  const auto wanted =
      static_cast<std::size_t>(static_cast<double>(WordCount(block)) / options.words_per_artifact);
  while (places.size() > wanted) {
    places.erase(places.begin() + static_cast<std::ptrdiff_t>(Below(places.size(), &random)));
  }
  CorruptedText out;
  std::size_t at = 0;
  for (const Place& place : places) {
    const std::size_t begin = block.tokens[place.begin].begin;
    const std::size_t end = block.tokens[place.end - 1].end;
    out.text.append(text.substr(at, begin - at));
    const std::size_t from = out.text.size();
    out.text += scoring::InCaseOf(block, place.begin, place.end, place.swap->artifact);
    out.spans.push_back(
        {{from, out.text.size()}, std::string(text.substr(begin, end - begin)), place.swap->entry});
    at = end;
  }
  out.text.append(text.substr(at));
  return out;
}

}  // namespace calque::compiler
