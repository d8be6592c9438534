// Writes the files that pipeline_bench and peers_bench read:
//
//   make_data FOLDER [--train-megabytes N] [--text-megabytes N]
//             [--train FILE,FILE...] [--text FILE,FILE...]
//
//   FOLDER/train.txt          what the models learn from
//   FOLDER/text.txt           what is measured: ASCII articles of about 5 KB, one paragraph a
//                             line, single spaces, an empty line between articles
//   FOLDER/phrases-N.tsv      dictionaries of 2,000, 20,000 and 200,000 phrases
//
// Both texts are spliced (spliced_text.h) unless files are named: anything that `calque
// scan` reads, of which the ASCII paragraphs are kept.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/phrase_source.h"
#include "bench/spliced_text.h"
#include "detector/documents/corpus_reader.h"

namespace calque::bench {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;
constexpr std::size_t kPhraseText = 40 * kMegabyte;  // phrases are made of so much
constexpr std::uint64_t kTrainSeed = 1;
constexpr std::uint64_t kTextSeed = 2;

using NextArticle = std::function<bool(std::string* article)>;

// The ASCII paragraphs of a text, with single spaces, one a line.
std::string Plain(const std::string& text) {
  std::string plain;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool ascii = std::all_of(line.begin(), line.end(), [](char c) { return c >= ' '; });
    std::istringstream words(ascii ? line : "");
    std::string paragraph;
    for (std::string word; words >> word;) paragraph += paragraph.empty() ? word : ' ' + word;
    if (!paragraph.empty()) plain += paragraph + '\n';
  }
  return plain.empty() ? plain : plain + '\n';
}

std::vector<std::string> SplitAtCommas(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

NextArticle ArticlesOf(const std::string& files, std::uint64_t seed, const Splicing& splicing) {
  if (files.empty()) {
    auto source = std::make_shared<SplicedText>(seed, splicing);
    return [source](std::string* article) {
      if (!source->ok()) return false;
      *article = source->Article();
      return true;
    };
  }
  auto reader = std::make_shared<documents::CorpusReader>(SplitAtCommas(files),
                                                          documents::CorpusUnit::kDocument);
  return [reader](std::string* article) {
    documents::Document document;
    if (!reader->Next(&document)) return false;
    if (document.error) std::fprintf(stderr, "%s\n", document.error->message.c_str());
    *article = Plain(document.text);
    return true;
  };
}

// Returns the first kPhraseText bytes; nothing when no article could be had.
std::string WriteArticles(const NextArticle& next, std::size_t bytes, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  std::string first;
  std::string article;
  for (std::size_t written = 0; written < bytes && next(&article);) {
    file << article;
    written += article.size();
    if (first.size() < kPhraseText) first += article;
  }
  return file ? first : "";
}

int Make(const std::string& folder, std::map<std::string, std::string> options) {
  const auto megabytes = [&](const std::string& name) {
    return std::strtoull(options[name].c_str(), nullptr, 10) * kMegabyte;
  };
  const std::string train = WriteArticles(ArticlesOf(options["--train"], kTrainSeed, kVaried),
                                          megabytes("--train-megabytes"), folder + "/train.txt");
  const std::string text = WriteArticles(ArticlesOf(options["--text"], kTextSeed, kCalm),
                                         megabytes("--text-megabytes"), folder + "/text.txt");
  const std::vector<Phrase> phrases = PhrasesOf(train, 200'000);
  if (text.empty() || phrases.size() < 200'000) {
    std::fprintf(stderr, "make_data: there is not enough text, or %s cannot be written\n",
                 folder.c_str());
    return 2;
  }
  for (const std::size_t count : {2'000, 20'000, 200'000}) {
    std::ofstream(folder + "/phrases-" + std::to_string(count) + ".tsv", std::ios::binary)
        << DictionarySource(phrases, count);
  }
  return 0;
}

}  // namespace
}  // namespace calque::bench

int main(int argc, char** argv) {
  std::map<std::string, std::string> options = {{"--train-megabytes", "32"},
                                                {"--text-megabytes", "8"}};
  for (int i = 2; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  if (argc < 2 || argc % 2 != 0) {
    std::fputs(
        "usage: make_data FOLDER [--train-megabytes N] [--text-megabytes N] "
        "[--train FILES] [--text FILES]\n",
        stderr);
    return 2;
  }
  return calque::bench::Make(argv[1], std::move(options));
}
