// Slots are asked for as the language model does: an n-gram counts if the model
// matched it, so that what is learned is what a scan adds up.
#include "detector/training/weight_samples.h"

#include <algorithm>
#include <set>
#include <utility>

#include "detector/text/segmenter.h"
#include "detector/text/token_key.h"

namespace calque::training {
namespace {

constexpr std::size_t kSampleTokens = 300;
constexpr std::size_t kFewestTokens = 50;
constexpr std::size_t kJoinedSegments = 10;

// Where a run of kSampleTokens begins: anywhere, but not so late that it is cut off.
std::size_t RunBegin(const text::SegmentedText& block, std::uint64_t random) {
  std::size_t latest = block.sentences.size() - 1;
  while (latest > 0 && block.tokens.size() - block.sentences[latest].begin < kSampleTokens) {
    --latest;
  }
  return random % (latest + 1);
}

}  // namespace

std::uint32_t WeightSamples::Number(const std::string& name) {
  return numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

void WeightSamples::CountSentence(std::span<const text::TokenKey> keys) {
  words_.assign(1, text::SentenceBeginKey());
  words_.insert(words_.end(), keys.begin(), keys.end());
  words_.push_back(text::SentenceEndKey());
  scores_.resize(keys.size() + 1);
  model_.ScoreSentence(keys, scores_);
  for (std::size_t i = 1; i < words_.size(); ++i) {
    text::NgramKey key = words_[i];
    const int longest = std::min<int>(scores_[i - 1].order, kWeightOrder);
    for (int n = 1; n <= longest; ++n) {
      if (n > 1) key = text::ExtendLeft(key, n - 1, words_[i + 1 - static_cast<std::size_t>(n)]);
      slots_.push_back(static_cast<std::uint32_t>(model_.table().SlotNumber(n, key)));
    }
  }
  events_ += static_cast<std::uint32_t>(scores_.size());
}

// Takes the slots that were counted since the last sample.
void WeightSamples::AddSample(WeightSample sample) {
  sample.events = std::exchange(events_, 0);
  std::sort(slots_.begin(), slots_.end());
  for (const std::uint32_t slot : slots_) {
    if (sample.slots.empty() || sample.slots.back().feature != slot) {
      sample.slots.push_back({slot, 0});
    }
    sample.slots.back().value += 1;
  }
  slots_.clear();
  if (sample.events >= kFewestTokens) samples_.push_back(std::move(sample));
}

void WeightSamples::AddProse(std::string_view text, const std::string& collection,
                             const std::string& outlet) {
  const text::SegmentedText block = text::SegmentAll(text);
  if (block.sentences.empty()) return;
  for (std::size_t s = RunBegin(block, text::HashToken(text)); s < block.sentences.size(); ++s) {
    if (events_ >= kSampleTokens) break;
    CountSentence(block.Keys(block.sentences[s]));
  }
  WeightSample sample;
  sample.domain = Number("collection " + collection);
  sample.outlet = Number("outlet " + collection + " " + outlet);
  sample.unit = Number("text " + std::to_string(text::HashToken(text)));
  AddSample(std::move(sample));
}

void WeightSamples::AddTranslation(Translation translation) {
  translations_.push_back(std::move(translation));
}

// Ten segments a text, by a name that sorts the same way every time.
std::map<std::string, WeightSamples::Joined> WeightSamples::JoinTranslations() const {
  std::map<std::string, std::size_t> groups_of_pair;
  std::map<std::string, std::size_t> places;  // of a group among those of its pair
  std::map<std::string, std::set<std::string_view>> versions;
  for (const Translation& t : translations_) {
    if (places.try_emplace(t.group, groups_of_pair[t.pair]).second) ++groups_of_pair[t.pair];
    if (!t.machine) versions[t.group].insert(t.text);
  }
  std::map<std::string, Joined> all;
  for (const Translation& t : translations_) {
    if (t.machine && !versions[t.group].insert(t.text).second) continue;
    const std::string unit = t.pair + " " + std::to_string(places[t.group] / kJoinedSegments);
    Joined& joined = all[unit + (t.machine ? " machine " : " person ") + t.system];
    joined.text += t.text + "\n";
    joined.pair = t.pair;
    joined.unit = unit;
    joined.machine = t.machine;
  }
  return all;
}

std::vector<WeightSample> WeightSamples::Take() {
  for (const auto& [name, joined] : JoinTranslations()) {
    const text::SegmentedText block = text::SegmentAll(joined.text);
    for (const text::Sentence& sentence : block.sentences) CountSentence(block.Keys(sentence));
    WeightSample sample;
    sample.kind = joined.machine ? SampleKind::kMachineTranslation : SampleKind::kHumanTranslation;
    sample.domain = Number("pair " + joined.pair);
    sample.unit = Number("unit " + joined.unit);
    AddSample(std::move(sample));
  }
  translations_.clear();
  return std::move(samples_);
}

}  // namespace calque::training
