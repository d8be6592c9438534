// Analyses a fixed text once, for bench/instructions.py to count the instructions:
//
//   one_text clean|dense|accented
//
// All sample articles of that kind as one text (sample_articles.h), with the built-in
// pack, after a first analysis that fills what lives as long as the thread: only the call of
// Measured() is to be counted. Prints the number of words.
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "bench/sample_articles.h"
#include "calque/detector.h"

namespace {

// Called once; its name is what the counting looks for.
[[gnu::noinline]] std::size_t Measured(const calque::Detector& detector, std::string_view text) {
  return detector.Analyze(text).words;
}

}  // namespace

int main(int argc, char** argv) {
  using calque::bench::Kind;
  const std::map<std::string_view, Kind> kinds = {
      {"clean", Kind::kClean}, {"dense", Kind::kDense}, {"accented", Kind::kAccented}};
  const auto kind = kinds.find(argc == 2 ? argv[1] : "");
  if (kind == kinds.end()) {
    std::fputs("usage: one_text clean|dense|accented\n", stderr);
    return 2;
  }
  const auto detector = calque::Detector::Open();
  std::string text;
  for (const std::string& article : calque::bench::SampleArticles(kind->second)) text += article;
  if (!detector.ok() || text.empty()) {
    std::fputs("one_text: no built-in pack or no sample articles\n", stderr);
    return 2;
  }
  const std::size_t words = detector->Analyze(text).words;
  if (Measured(*detector, text) != words) {
    std::fputs("one_text: the same text gave another report\n", stderr);
    return 2;
  }
  std::printf("%zu\n", words);
  return 0;
}
