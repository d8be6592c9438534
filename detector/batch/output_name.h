// The name of the output of an input: a pure function of the input's path, so that
// every shard, every rerun and every machine agrees on it without asking.
//
// The tree of the inputs is kept below the output folder:
//
//   crawl/a/b.warc.gz  ->  crawl/a/b.warc.gz.jsonl
//   /data/x.txt        ->  data/x.txt.jsonl
//   ./x.txt            ->  x.txt.jsonl
//   ../x.txt           ->  %2E./x.txt.jsonl
//
// Percent signs, control characters, bytes that are no UTF-8 and a dot at the beginning
// become %XX, which makes hidden names and ways out of the folder impossible. The last
// dot of a folder that is named like an output ("x.jsonl/") is escaped too, or it would
// stand where the output of "x" belongs. A part longer than kMaxPart bytes is cut and
// ends in "%-" and the hash of the whole part.
#ifndef CALQUE_DETECTOR_BATCH_OUTPUT_NAME_H_
#define CALQUE_DETECTOR_BATCH_OUTPUT_NAME_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace calque::batch {

inline constexpr std::size_t kMaxPart = 200;  // leaves room for endings in 255 bytes
inline constexpr std::string_view kStatisticsEnding = ".stats";

// Relative to the output folder. `extension` (".jsonl") may be empty: then the name
// of the input itself is kept. Two paths get the same name only when they are the
// same but for "." and repeated slashes, or when one is the other with a slash before.
std::string OutputName(std::string_view path, std::string_view extension);

// `path` as OutputName sees it: without "." and repeated slashes; absolute stays
// absolute. Equal for paths that surely name the same file.
std::string PlainPath(std::string_view path);

// `text` with percent signs, control characters and bytes that are no UTF-8 as %XX:
// one line, and no two texts look the same.
std::string PercentEscaped(std::string_view text);

// Which of `shards` reads `path`.
std::uint32_t ShardOf(std::string_view path, std::uint32_t shards);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_OUTPUT_NAME_H_
