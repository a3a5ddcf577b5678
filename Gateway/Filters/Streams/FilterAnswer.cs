using System.Net;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// The receiving half of an exchange with a filter: its response's headers, then its bytes. Used by one thread at a time.
/// </summary>
/// <param name="exchange">The sending half.</param>
/// <param name="report">Is told the status.</param>
internal sealed class FilterAnswer(FilterExchange exchange, FilterReport report) : IDisposable
{
    private Task<HttpResponseMessage>? _opening;
    private HttpResponseMessage? _response;
    private Stream? _body;

    /// <summary>Whether there is something to read: the headers were well, and it has not ended.</summary>
    public bool IsOpen => _body is not null;

    /// <summary>Waits for a response from now on.</summary>
    /// <param name="response">The response, once its headers have come.</param>
    public void Begin(Task<HttpResponseMessage> response) => _opening = response;

    /// <summary>Takes the headers.</summary>
    /// <returns>What is wrong with them.</returns>
    public async ValueTask<FilterFault> AcceptAsync()
    {
        _response = await _opening!;
        report.SetStatus((int)_response.StatusCode);
        if (!_response.IsSuccessStatusCode)
        {
            return _response.StatusCode == HttpStatusCode.UnsupportedMediaType ? FilterFault.Unsupported : FilterFault.Status;
        }

        if (_response.Content.Headers.ContentType is not { MediaType: "text/event-stream" })
        {
            return FilterFault.Protocol;
        }

        _body = await _response.Content.ReadAsStreamAsync(exchange.Watch.Token);
        lock (exchange.Gate)
        {
            exchange.Watch.Answered(exchange.Owes(0), isWhole: true);
        }

        return FilterFault.None;
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="room">Takes them.</param>
    /// <returns>How many; 0 at the end.</returns>
    public ValueTask<int> ReadAsync(Memory<byte> room) => _body!.ReadAsync(room, exchange.Watch.Token);

    /// <summary>How the filter failed, now that an exception was thrown where it was waited for.</summary>
    /// <returns>The fault.</returns>
    public FilterFault FaultOfException() =>
        exchange.IsTooLong ? FilterFault.Unreadable
        : exchange.Watch.TimedOut ? FilterFault.Timeout
        : _body is null ? FilterFault.Unreachable
        : FilterFault.BrokenOff;

    /// <summary>Ends the exchange, a write that waits for the filter too; nothing more is read.</summary>
    public void Dispose()
    {
        _response?.Dispose();
        _body = null;
    }
}
