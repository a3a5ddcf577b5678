using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>One log entry.</summary>
/// <param name="Category">Who wrote it.</param>
/// <param name="Level">Its level.</param>
/// <param name="Text">Its text, with its exception.</param>
internal sealed record Logged(string Category, LogLevel Level, string Text);
