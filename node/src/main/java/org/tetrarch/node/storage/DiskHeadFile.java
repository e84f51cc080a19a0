package org.tetrarch.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A head file in a folder of the file system. */
final class DiskHeadFile implements HeadFile {
  private final Path path;
  private final FileChannel channel;

  private DiskHeadFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens the file, made if it is not there. */
  static DiskHeadFile open(Path path) throws StorageException {
    try {
      return new DiskHeadFile(
          path,
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public long size() throws StorageException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws StorageException {
    try {
      return channel.read(buffer, position);
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public void write(ByteBuffer buffer, long position) throws StorageException {
    long at = position;
    try {
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public void force() throws StorageException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }

  @Override
  public void close() throws StorageException {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageException.of(path, e);
    }
  }
}
