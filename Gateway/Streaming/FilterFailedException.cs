namespace LlmAspire.Gateway.Streaming;

/// <summary>An output filter that must not be passed by could not do its work, so nothing more of the answer may go on.</summary>
internal sealed class FilterFailedException : Exception
{
    /// <summary>The filter failed.</summary>
    /// <param name="filter">Its name.</param>
    public FilterFailedException(string filter)
        : base($"The output filter '{filter}' failed.") => Filter = filter;

    /// <summary>The filter's name.</summary>
    public string Filter { get; }
}
