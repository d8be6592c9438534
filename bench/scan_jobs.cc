// Calque's own part goes through the interfaces that the detector itself is made of:
// Segmenter, Dictionary, NgramModel, Detector.
//
// Expected answers: phrases are counted by a slow search in a set of strings over the
// tokens; the log10 sum of a model is that of the scalar path of our own model, which is
// read from the same ARPA file as KenLM's. Ours keeps 8 bits of a value, so KenLM's sum may
// differ by 1 %. What the whole analysis finds is compared between runs.
#include "bench/scan_jobs.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <span>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "bench/sample_articles.h"
#include "calque/detector.h"
#include "detector/dictionary/dictionary.h"
#include "detector/lm/ngram_model.h"
#include "detector/lm/table_codec.h"
#include "detector/storage/pack.h"
#include "detector/text/segmenter.h"
#include "detector/text/tokenizer.h"

namespace calque::bench {
namespace {

constexpr std::size_t kLongestPhrase = 4;
constexpr double kKenlmTolerance = 0.01;
constexpr double kRe2Tolerance = 0.002;

Error Missing(const std::string& path) {
  return {ErrorCode::kNotFound, path + " is missing or empty: run bench/run.py, which makes it"};
}

// The second column of a dictionary source.
Phrases ArtifactsOf(const std::string& source) {
  Phrases phrases;
  std::istringstream lines(source);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::size_t begin = line.find('\t') + 1;
    phrases.push_back(line.substr(begin, line.find('\t', begin) - begin));
  }
  return phrases;
}

std::vector<std::string_view> ArticlesOf(std::string_view text) {
  std::vector<std::string_view> articles;
  while (!text.empty()) {
    const std::size_t end = text.find("\n\n");
    articles.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return articles;
}

// Calls with every block of the text.
template <typename Take>
void ForEachBlock(std::string_view text, text::SegmentedText* block, const Take& take) {
  text::Segmenter segmenter(text);
  while (segmenter.Next(block)) take(*block);
}

ScannedText WithTokenBounds(std::string_view text) {
  ScannedText scanned{text, std::vector<bool>(text.size() + 1), std::vector<bool>(text.size() + 1)};
  text::SegmentedText block;
  ForEachBlock(text, &block, [&](const text::SegmentedText& b) {
    for (const text::Token& token : b.tokens) {
      scanned.begins[b.base + token.begin] = true;
      scanned.ends[b.base + token.end] = true;
    }
  });
  return scanned;
}

struct Occurrences {
  double all = 0;
  double by_line = 0;  // different phrases of each line, added up
};

// Looks up one to kLongestPhrase words from every token, as strings.
Occurrences CountSlowly(const ScannedText& text, const Phrases& phrases) {
  const std::unordered_set<std::string> known(phrases.begin(), phrases.end());
  std::unordered_set<std::string> of_line;
  Occurrences found;
  for (std::size_t begin = 0; begin < text.text.size(); ++begin) {
    if (text.text[begin] == '\n') {
      found.by_line += static_cast<double>(of_line.size());
      of_line.clear();
    }
    if (!text.begins[begin]) continue;
    std::string phrase;
    std::size_t spaces = 0;
    for (std::size_t end = begin; end < text.text.size(); ++end) {
      if (text.ends[end] && known.contains(phrase)) {
        ++found.all;
        of_line.insert(phrase);
      }
      spaces += text.text[end] == ' ' ? 1 : 0;
      if (spaces == kLongestPhrase || text.text[end] == '\n') break;
      phrase += static_cast<char>(std::tolower(static_cast<unsigned char>(text.text[end])));
    }
  }
  return found;
}

struct OwnDictionary {
  storage::Pack pack;
  dictionary::Dictionary dictionary;
};

Result<std::shared_ptr<OwnDictionary>> OpenDictionary(const std::string& path) {
  Result<storage::Pack> pack = storage::Pack::Open(path);
  if (pack.ok()) pack = pack->InHugePages();
  if (!pack.ok()) return pack.error();
  const auto section = pack->Section("dictionary");
  if (!section.ok()) return section.error();
  auto opened = dictionary::Dictionary::Open(*section);
  if (!opened.ok()) return opened.error();
  return std::make_shared<OwnDictionary>(OwnDictionary{std::move(*pack), std::move(*opened)});
}

double FindPhrases(const dictionary::Dictionary& dictionary, std::string_view text) {
  std::size_t found = 0;
  text::SegmentedText block;
  std::vector<dictionary::Candidate> candidates;
  dictionary::DocumentMarks marks(dictionary.mark_count());
  ForEachBlock(text, &block, [&](const text::SegmentedText& b) {
    candidates.clear();
    dictionary.Find(b, &candidates, &marks);
    found += candidates.size();
  });
  return static_cast<double>(found);
}

struct OwnModel {
  storage::MappedFile section;
  lm::NgramModel model;
};

Result<std::shared_ptr<OwnModel>> OpenModel(const std::string& path) {
  auto pages = lm::LoadTable(path);
  if (!pages.ok()) return pages.error();
  auto model = lm::NgramModel::Open(pages->bytes());
  if (!model.ok()) return model.error();
  return std::make_shared<OwnModel>(OwnModel{std::move(*pages), std::move(*model)});
}

double ScoreText(const lm::NgramModel& model, std::string_view text) {
  double sum = 0;
  text::SegmentedText block;
  std::vector<lm::WordScore> scores;
  ForEachBlock(text, &block, [&](const text::SegmentedText& b) {
    scores.resize(b.keys.size() + b.sentences.size());
    model.ScoreBlock(b, scores);
    for (const lm::WordScore& score : scores) sum += double{score.log10_prob};
  });
  return sum;
}

double ScoreWordByWord(const lm::NgramModel& model, std::string_view text) {
  double sum = 0;
  text::SegmentedText block;
  ForEachBlock(text, &block, [&](const text::SegmentedText& b) {
    for (const text::Sentence& sentence : b.sentences) {
      lm::NgramModel::State state = model.begin_sentence();
      for (const text::TokenKey key : b.Keys(sentence)) {
        sum += double{model.Score(state, key, &state).log10_prob};
      }
      sum += double{model.Score(state, text::SentenceEndKey(), &state).log10_prob};
    }
  });
  return sum;
}

// What the analysis of all articles found, as one number.
double Findings(const Detector& detector, const std::vector<std::string_view>& articles) {
  double sum = 0;
  for (const std::string_view article : articles) {
    const Report report = detector.Analyze(article);
    sum += static_cast<double>(report.words + 1000 * report.hits.size()) + report.probability;
  }
  return sum;
}

}  // namespace

Result<ScanJobs> ScanJobs::Open(const std::string& folder, std::string_view wanted) {
  ScanJobs jobs;
  jobs.folder_ = folder;
  jobs.wanted_ = wanted;
  *jobs.text_ = Contents(folder + "/text.txt");
  if (jobs.text_->empty()) return Missing(folder + "/text.txt");
  *jobs.scanned_ = WithTokenBounds(*jobs.text_);
  if (jobs.Wants("floor")) jobs.AddFloor(folder + "/text.txt");
  for (const std::size_t count : {2'000, 20'000, 200'000}) {
    if (!jobs.Wants("phrases " + std::to_string(count))) continue;
    if (Status added = jobs.AddPhrases(count); !added.ok()) return added.error();
  }
  for (const int order : {3, 5}) {
    if (!jobs.Wants("model " + std::to_string(order))) continue;
    if (Status added = jobs.AddModels(order); !added.ok()) return added.error();
  }
  if (jobs.Wants("verdict")) {
    if (Status added = jobs.AddVerdict(); !added.ok()) return added.error();
  }
  return jobs;
}

void ScanJobs::Add(std::string job, Contestant contestant) {
  contestant.job = std::move(job);
  contestants_.push_back(std::move(contestant));
}

void ScanJobs::AddFloor(const std::string& path) {
  const auto copy = std::make_shared<std::string>(text_->size(), '\0');
  Add("floor", {.name = "memcpy",
                .run =
                    [text = text_.get(), copy] {
                      std::memcpy(copy->data(), text->data(), text->size());
                      return (*copy)[copy->size() / 2] == (*text)[text->size() / 2] ? 1.0 : 0.0;
                    },
                .repeats = 20,
                .expected = 1});
  const std::string command = "LC_ALL=C wc -w < '" + path + "' > /dev/null";
  Add("floor", {.name = "wc -w",
                .run = [command] { return std::system(command.c_str()) == 0 ? 1.0 : 0.0; },
                .expected = 1});
}

Status ScanJobs::AddPhrases(std::size_t count) {
  const std::string base = folder_ + "/phrases-" + std::to_string(count);
  const Phrases phrases = ArtifactsOf(Contents(base + ".tsv"));
  const auto own = OpenDictionary(base + ".dict");
  if (!own.ok()) return own.error();
  const Occurrences expected = CountSlowly(*scanned_, phrases);
  const std::string job = "phrases " + std::to_string(count);
  Contestant calque{.name = "Calque", .table_bytes = (*own)->pack.Section("dictionary")->size()};
  calque.run = [own = *own, text = text_.get()] { return FindPhrases(own->dictionary, *text); };
  for (Contestant contestant :
       {std::move(calque), MakeVectorscan(*scanned_, phrases), MakeDaachorse(*scanned_, phrases)}) {
    contestant.expected = expected.all;
    Add(job, std::move(contestant));
  }
  Contestant set = MakeRe2Set(*scanned_, phrases);
  set.expected = expected.by_line;
  set.tolerance = kRe2Tolerance;
  Add(job, std::move(set));
  return {};
}

void ScanJobs::CutWords() {
  if (!words_->words.empty()) return;
  std::vector<std::size_t> ends;  // of words, in `folded`
  text::SegmentedText block;
  ForEachBlock(*text_, &block, [&](const text::SegmentedText& b) {
    for (const text::Sentence& sentence : b.sentences) {
      for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
        text::Tokenizer tokenizer(b.Text(b.tokens[i]));
        text::ScannedToken token;
        if (tokenizer.Next(&token)) words_->folded += token.folded;
        ends.push_back(words_->folded.size());
      }
      words_->ends.push_back(ends.size());
    }
  });
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    words_->words.push_back(std::string_view(words_->folded).substr(begin, end - begin));
    begin = end;
  }
}

Status ScanJobs::AddModels(int order) {
  const std::string base = folder_ + "/order" + std::to_string(order);
  const auto own = OpenModel(base + ".lm");
  if (!own.ok()) return own.error();
  CutWords();
  const std::string job = "model " + std::to_string(order);
  const double expected = ScoreWordByWord((*own)->model, *text_);
  Add(job, {.name = "Calque",
            .run = [own = *own, text = text_.get()] { return ScoreText(own->model, *text); },
            .expected = expected,
            .tolerance = 1e-9,
            .table_bytes = (*own)->section.bytes().size()});
  Contestant kenlm = MakeKenlm(base + ".arpa", words_->words, words_->ends);
  kenlm.expected = expected;
  kenlm.tolerance = kKenlmTolerance;
  Add(job, std::move(kenlm));
  return {};
}

Status ScanJobs::AddVerdict() {
  const std::string path = folder_ + "/phrases-200000.dict";
  DetectorOptions options;
  options.dictionaries.push_back({path, Contents(path)});
  if (options.dictionaries[0].bytes.empty()) return Missing(path);
  options.huge_pages = true;
  auto opened = Detector::Open(options);
  if (!opened.ok()) return opened.error();
  const auto detector = std::make_shared<Detector>(std::move(*opened));
  const auto articles = std::make_shared<std::vector<std::string_view>>(ArticlesOf(*text_));
  Add("verdict", {.name = "Calque",
                  .run = [detector, articles] { return Findings(*detector, *articles); },
                  .expected = Findings(*detector, *articles)});
  return {};
}

}  // namespace calque::bench
