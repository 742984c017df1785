package io.evilnet.ingest.replay;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;

/** Compressions of a file. */
enum Packing {
  PLAIN(out -> out),
  GZIP(GZIPOutputStream::new),
  GZIP_OF_TWO_MEMBERS(GZIPOutputStream::new),
  ZSTD(ZstdOutputStream::new),
  BZIP2(BZip2CompressorOutputStream::new),
  XZ(XZCompressorOutputStream::new);

  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private final Packer packer;

  Packing(Packer packer) {
    this.packer = packer;
  }

  byte[] pack(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int first = this == GZIP_OF_TWO_MEMBERS ? content.length / 2 : content.length;
    packed.writeBytes(member(Arrays.copyOf(content, first)));
    if (first < content.length) {
      packed.writeBytes(member(Arrays.copyOfRange(content, first, content.length)));
    }
    return packed.toByteArray();
  }

  private byte[] member(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] tar(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("posts.jsonl");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("posts.jsonl"));
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}
