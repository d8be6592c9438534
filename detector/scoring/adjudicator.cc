// A sentence falls into stretches: groups of candidates whose contexts touch. In
// each, a left-to-right beam search reads every token as written or, where an
// alternative begins, as its original. A stretch ends order-1 tokens after its
// last candidate, where no swap can change a probability any more.
#include "detector/scoring/adjudicator.h"

#include <algorithm>
#include <limits>

namespace calque::scoring {
namespace {

using lm::NgramModel;
using text::SegmentedText;
using text::Sentence;
using text::TokenKey;

constexpr std::size_t kBeam = 8;
constexpr std::uint32_t kAsWritten = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// A partial reading of a stretch, up to some token.
struct Hypothesis {
  NgramModel::State state;
  float score;                // log10 probability minus costs
  std::uint32_t previous;     // index in Scratch::nodes, or kNone
  std::uint32_t alternative;  // what led here, or kAsWritten
};

struct Scratch {
  std::vector<Hypothesis> nodes;
  std::vector<std::vector<std::uint32_t>> at;  // nodes at each token of the stretch
  std::vector<std::uint32_t> path;             // chosen alternatives, in text order
  std::vector<TokenKey> words;
};

// Tokens [begin, end) of the sentence; candidates lie in [begin, core_end).
struct Stretch {
  std::uint32_t begin;
  std::uint32_t core_end;
  std::uint32_t end;
  bool closes;  // the end of the sentence is scored, too
  std::span<const Alternative> alternatives;
  std::uint32_t first_alternative;
};

class StretchReader {
 public:
  StretchReader(const NgramModel& model, const SegmentedText& block, const Sentence& sentence,
                const Stretch& stretch, Scratch* scratch)
      : model_(model), block_(block), stretch_(stretch), scratch_(*scratch) {
    start_ = StateBefore(sentence, stretch.begin);
  }

  void Read(std::vector<Decision>* decisions) {
    Search();
    for (const std::uint32_t chosen : scratch_.path) {
      const float gain = PathScore(kNone) - PathScore(chosen);
      decisions->push_back({stretch_.first_alternative + chosen, gain});
    }
  }

 private:
  NgramModel::State StateBefore(const Sentence& sentence, std::uint32_t begin) const {
    const auto context = static_cast<std::uint32_t>(model_.order() - 1);
    NgramModel::State state;
    std::uint32_t from = sentence.begin;
    if (begin - sentence.begin > context) {
      from = begin - context;
    } else {
      state = model_.begin_sentence();
    }
    for (std::uint32_t i = from; i < begin; ++i) model_.Score(state, block_.keys[i], &state);
    return state;
  }

  void Search() {
    const std::size_t length = stretch_.end - stretch_.begin;
    scratch_.nodes.clear();
    if (scratch_.at.size() < length + 1) scratch_.at.resize(length + 1);
    for (std::size_t i = 0; i <= length; ++i) scratch_.at[i].clear();
    scratch_.nodes.push_back({start_, 0, kNone, kAsWritten});
    scratch_.at[0].push_back(0);
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < length; ++i) {
      KeepBest(&scratch_.at[i]);
      const std::uint32_t token = stretch_.begin + i;
      const std::size_t first = next;
      while (next < stretch_.alternatives.size() && stretch_.alternatives[next].begin == token) {
        ++next;
      }
      for (std::size_t h = 0; h < scratch_.at[i].size(); ++h) {
        const std::uint32_t node = scratch_.at[i][h];
        Advance(node, {&block_.keys[token], 1}, 0, kAsWritten, i + 1);
        for (std::size_t a = first; a < next; ++a) {
          const Alternative& alternative = stretch_.alternatives[a];
          Advance(node, alternative.original, alternative.cost, static_cast<std::uint32_t>(a),
                  alternative.end - stretch_.begin);
        }
      }
    }
    TraceBack(BestFinal(&scratch_.at[length]));
  }

  void KeepBest(std::vector<std::uint32_t>* nodes) {
    if (nodes->size() <= 1) return;
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
      const float x = scratch_.nodes[a].score;
      const float y = scratch_.nodes[b].score;
      return x != y ? x > y : a < b;
    };
    std::sort(nodes->begin(), nodes->end(), better);
    if (nodes->size() > kBeam) nodes->resize(kBeam);
  }

  void Advance(std::uint32_t node, std::span<const TokenKey> words, float cost,
               std::uint32_t alternative, std::uint32_t to) {
    Hypothesis next = scratch_.nodes[node];
    next.score -= cost;
    for (const TokenKey word : words) {
      next.score += model_.Score(next.state, word, &next.state).log10_prob;
    }
    next.previous = node;
    next.alternative = alternative;
    scratch_.at[to].push_back(static_cast<std::uint32_t>(scratch_.nodes.size()));
    scratch_.nodes.push_back(next);
  }

  std::uint32_t BestFinal(std::vector<std::uint32_t>* nodes) {
    if (stretch_.closes) {
      for (const std::uint32_t node : *nodes) {
        Hypothesis& h = scratch_.nodes[node];
        h.score += model_.Score(h.state, text::SentenceEndKey(), &h.state).log10_prob;
      }
    }
    KeepBest(nodes);
    return nodes->front();
  }

  void TraceBack(std::uint32_t node) {
    scratch_.path.clear();
    for (; node != kNone; node = scratch_.nodes[node].previous) {
      if (scratch_.nodes[node].alternative != kAsWritten) {
        scratch_.path.push_back(scratch_.nodes[node].alternative);
      }
    }
    std::reverse(scratch_.path.begin(), scratch_.path.end());
  }

  // log10 P of the stretch as the path reads it, with `reverted` as written.
  float PathScore(std::uint32_t reverted) {
    std::vector<TokenKey>& words = scratch_.words;
    words.clear();
    std::uint32_t token = stretch_.begin;
    const auto copy_until = [&](std::uint32_t end) {
      for (; token < end; ++token) words.push_back(block_.keys[token]);
    };
    for (const std::uint32_t chosen : scratch_.path) {
      if (chosen == reverted) continue;
      const Alternative& alternative = stretch_.alternatives[chosen];
      copy_until(alternative.begin);
      words.insert(words.end(), alternative.original.begin(), alternative.original.end());
      token = alternative.end;
    }
    copy_until(stretch_.end);
    if (stretch_.closes) words.push_back(text::SentenceEndKey());
    NgramModel::State state = start_;
    float score = 0;
    for (const TokenKey word : words) score += model_.Score(state, word, &state).log10_prob;
    return score;
  }

  const NgramModel& model_;
  const SegmentedText& block_;
  const Stretch& stretch_;
  Scratch& scratch_;
  NgramModel::State start_;
};

}  // namespace

void Adjudicator::Decide(const SegmentedText& block, const Sentence& sentence,
                         std::span<const Alternative> alternatives,
                         std::vector<Decision>* decisions) const {
  static thread_local Scratch scratch;
  decisions->clear();
  const auto context = static_cast<std::uint32_t>(model_.order() - 1);
  for (std::size_t i = 0; i < alternatives.size();) {
    Stretch stretch{};
    stretch.begin = alternatives[i].begin;
    stretch.core_end = alternatives[i].end;
    std::size_t end = i + 1;
    while (end < alternatives.size() && alternatives[end].begin < stretch.core_end + context) {
      stretch.core_end = std::max(stretch.core_end, alternatives[end].end);
      ++end;
    }
    stretch.closes = stretch.core_end + context > sentence.end;
    stretch.end = std::min(stretch.core_end + context, sentence.end);
    stretch.alternatives = alternatives.subspan(i, end - i);
    stretch.first_alternative = static_cast<std::uint32_t>(i);
    StretchReader(model_, block, sentence, stretch, &scratch).Read(decisions);
    i = end;
  }
}

}  // namespace calque::scoring
