// KenLM (Heafield, WMT 2011), probing hash tables: words to ids to scores with the state
// kept, as its own query program does, without the cost of cutting the text into words.
#include "bench/contestant.h"

#ifdef CALQUE_BENCH_KENLM
#include <cstdint>
#include <exception>
#include <fstream>
#include <memory>

#include "lm/model.hh"
#endif

namespace calque::bench {

#ifdef CALQUE_BENCH_KENLM

namespace {

using Model = lm::ngram::ProbingModel;

double Score(const Model& model, const std::vector<std::string_view>& words,
             const std::vector<std::size_t>& ends) {
  double sum = 0;
  std::size_t word = 0;
  Model::State state;
  Model::State next;
  for (const std::size_t end : ends) {
    state = model.BeginSentenceState();
    for (; word < end; ++word) {
      const auto id =
          model.GetVocabulary().Index(StringPiece(words[word].data(), words[word].size()));
      sum += model.FullScore(state, id, next).prob;
      state = next;
    }
    sum += model.FullScore(state, model.GetVocabulary().EndSentence(), next).prob;
  }
  return sum;
}

// How many n-grams of each length an ARPA file has: lines "ngram N=COUNT" at its beginning.
std::vector<std::uint64_t> CountsOf(const std::string& arpa) {
  std::vector<std::uint64_t> counts;
  std::ifstream file(arpa);
  for (std::string line; std::getline(file, line) && line != "\\1-grams:";) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) counts.push_back(std::stoull(line.substr(equals + 1)));
  }
  return counts;
}

}  // namespace

Contestant MakeKenlm(const std::string& arpa, const std::vector<std::string_view>& words,
                     const std::vector<std::size_t>& ends) {
  Contestant contestant;
  contestant.name = "KenLM probing";
  try {
    lm::ngram::Config config;
    config.show_progress = false;
    config.messages = nullptr;
    const auto model = std::make_shared<const Model>(arpa.c_str(), config);
    contestant.table_bytes = Model::Size(CountsOf(arpa), config);
    contestant.run = [model, &words, &ends] { return Score(*model, words, ends); };
  } catch (const std::exception& error) {
    contestant.skipped = error.what();
  }
  return contestant;
}

#else

Contestant MakeKenlm(const std::string&, const std::vector<std::string_view>&,
                     const std::vector<std::size_t>&) {
  return {.job = "",
          .name = "KenLM probing",
          .skipped = "built without KenLM's sources (make bench downloads them with pip)"};
}

#endif

}  // namespace calque::bench
