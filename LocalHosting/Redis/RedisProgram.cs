namespace LlmAspire.LocalHosting.Redis;

/// <summary>A Redis server that can be started: its path and the variables that it needs beside the host's own.</summary>
internal sealed record RedisProgram(string Path, IReadOnlyDictionary<string, string> Environment);
