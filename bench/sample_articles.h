// The bundled sample articles, as benchmarks read them.
#ifndef CALQUE_BENCH_SAMPLE_ARTICLES_H_
#define CALQUE_BENCH_SAMPLE_ARTICLES_H_

#include <cstddef>
#include <string>
#include <vector>

namespace calque::bench {

enum class Kind {
  kClean,     // edited prose
  kDense,     // rewritten by a spinner, about one word in five
  kAccented,  // the clean ones with an accent on one word in four
};

// Each ends with an empty line; none when the folder is not where it was.
const std::vector<std::string>& SampleArticles(Kind kind);

// Articles one after the other, again and again, cut at a space to `bytes` at the most.
std::string SampleText(Kind kind, std::size_t bytes);

// All bytes of a file; none when it cannot be read.
std::string Contents(const std::string& path);

// All files of a folder of the sources whose names begin so, in byte-wise order of the names.
std::vector<std::string> SourceFiles(const std::string& folder, const std::string& prefix);

}  // namespace calque::bench

#endif  // CALQUE_BENCH_SAMPLE_ARTICLES_H_
