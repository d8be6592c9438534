// Inputs that the tests make for themselves.
#include "tests/documents/input_fixture.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <random>
#include <span>
#include <utility>

#include "detector/documents/jsonl_reader.h"

namespace calque::documents {

std::string Deflate(std::string_view bytes, int window) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Gzip(std::string_view bytes) { return Deflate(bytes, 31); }

std::string Zstd(std::string_view bytes) { return ZstdWithDictionary(bytes, {}); }

std::string ZstdWithDictionary(std::string_view bytes, std::string_view dictionary) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  const std::size_t size =
      ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  EXPECT_FALSE(ZSTD_isError(size));
  ZSTD_freeCCtx(context);
  out.resize(size);
  return out;
}

std::string SkippableFrame(std::string_view bytes) {
  std::string out = "\x53\x2A\x4D\x18";
  for (int shift = 0; shift < 32; shift += 8) {
    out += static_cast<char>((bytes.size() >> shift) & 0xFF);
  }
  return out.append(bytes);
}

std::string Noise(std::size_t size, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>(random() & 0xFF);
  return out;
}

std::string Letters(std::size_t size, std::uint64_t seed) {
  std::string text = Noise(size, seed);
  for (char& c : text) c = static_cast<char>('a' + (static_cast<unsigned char>(c) & 15));
  return text;
}

Drained Drain(ByteStream* stream, std::size_t read_size) {
  Drained drained;
  std::vector<char> buffer(read_size);
  while (true) {
    Result<std::size_t> got = stream->Read(std::span(buffer));
    if (!got.ok()) drained.error = got.error();
    if (!got.ok() || *got == 0) return drained;
    drained.bytes.append(buffer.data(), *got);
  }
}

Drained DrainBytes(std::string bytes, std::size_t read_size, const StreamLimits& limits) {
  auto stream =
      ByteStream::Decompress(ByteStream::FromMemory(std::move(bytes), "dir/in.gz"), limits);
  if (!stream.ok()) return {"", stream.error()};
  return Drain(stream->get(), read_size);
}

std::vector<Document> All(DocumentReader* reader) {
  std::vector<Document> documents;
  Document document;
  while (reader->Next(&document)) documents.push_back(document);
  EXPECT_FALSE(reader->Next(&document));
  return documents;
}

std::vector<Document> ReadJsonl(std::string bytes, const JsonKeys& keys) {
  JsonlReader reader(ByteStream::FromMemory(std::move(bytes), "dir/in.jsonl"), keys);
  return All(&reader);
}

}  // namespace calque::documents
