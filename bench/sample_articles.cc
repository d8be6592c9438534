// Sample articles are read once and kept; their folder is that of the sources compiled in.
#include "bench/sample_articles.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#ifndef CALQUE_SOURCE_DIR
#error "Define CALQUE_SOURCE_DIR as the top folder of the sources, a string literal."
#endif

namespace calque::bench {
namespace {

// Every fourth word gets an accent on its first "e".
std::string Accented(const std::string& text) {
  std::string accented;
  std::size_t words = 0;
  bool done = true;
  for (const char c : text) {
    if (c == ' ') done = ++words % 4 != 0;
    if (c == 'e' && !done) {
      accented += "\xC3\xA9";
      done = true;
    } else {
      accented += c;
    }
  }
  return accented;
}

std::vector<std::string> ArticlesOf(Kind kind) {
  std::vector<std::string> articles;
  for (const std::string& path :
       SourceFiles("corpora/samples", kind == Kind::kDense ? "rewritten-" : "honest-")) {
    const std::string article = Contents(path) + "\n\n";
    articles.push_back(kind == Kind::kAccented ? Accented(article) : article);
  }
  return articles;
}

}  // namespace

const std::vector<std::string>& SampleArticles(Kind kind) {
  static const std::vector<std::vector<std::string>> articles = {
      ArticlesOf(Kind::kClean), ArticlesOf(Kind::kDense), ArticlesOf(Kind::kAccented)};
  return articles[static_cast<std::size_t>(kind)];
}

std::string SampleText(Kind kind, std::size_t bytes) {
  const std::vector<std::string>& articles = SampleArticles(kind);
  std::string text;
  for (std::size_t i = 0; text.size() < bytes && !articles.empty(); ++i) {
    text += articles[i % articles.size()];
  }
  text.resize(std::min(text.size(), text.rfind(' ', bytes)));
  return text;
}

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> SourceFiles(const std::string& folder, const std::string& prefix) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(CALQUE_SOURCE_DIR "/" + folder, error)) {
    if (entry.path().filename().string().starts_with(prefix)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace calque::bench
