namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's output.</summary>
/// <param name="LineNumber">Its number, from 1.</param>
/// <param name="Content">The text: an RFC 3339 UTC time stamp, a space, and the line with its ANSI colours.</param>
/// <param name="IsErrorMessage">Whether it came from standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
