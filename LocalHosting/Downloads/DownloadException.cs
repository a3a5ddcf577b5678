namespace LlmAspire.LocalHosting.Downloads;

/// <summary>Something could not be fetched; the message says what, why and how to mend it in one line.</summary>
internal sealed class DownloadException : Exception
{
    /// <summary>An exception with that line.</summary>
    public DownloadException(string message) : base(message)
    {
    }

    /// <summary>An exception with that line and its cause.</summary>
    public DownloadException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
