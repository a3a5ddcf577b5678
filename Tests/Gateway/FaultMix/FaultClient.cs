using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>The clients of the mix: most read to the end, some leave, some are slow.</summary>
internal sealed class FaultClient
{
    private readonly HttpClient _gateway;
    private readonly MockFeed _feed;

    /// <summary>Calls <paramref name="gateway"/>.</summary>
    /// <param name="gateway">A client that closes a connection at once when it gives an answer up.</param>
    /// <param name="feed">Tells when a call is with the mock.</param>
    public FaultClient(HttpClient gateway, MockFeed feed)
    {
        _gateway = gateway;
        _feed = feed;
    }

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>What was not as it must be; null when all was.</returns>
    public async Task<string?> CallAsync(FaultCall call, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var request = GatewayServer.Post(
            call.Path, call.Body, ("x-request-id", call.RequestId), ("x-mock-script", call.Script!), ("anthropic-version", "2023-06-01"));
        var answered = false;
        try
        {
            answered = await ReadAsync(call, request, leaving);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The answer broke off, or this client did.
        }

        return answered == call.IsAnswered || call.Kind == FaultKind.GoneAtEnd
            ? null
            : $"{call.RequestId} was {(answered ? "" : "not ")}answered to the end";
    }

    private async Task<bool> ReadAsync(FaultCall call, HttpRequestMessage request, CancellationTokenSource leaving)
    {
        var sending = _gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        if (call.Kind == FaultKind.GoneBefore)
        {
            await _feed.ArrivedAsync(call.RequestId);
            await leaving.CancelAsync();
        }

        using var response = await sending;
        await using var body = await response.Content.ReadAsStreamAsync(leaving.Token);
        var seen = new StringBuilder();
        var buffer = new byte[call.Kind == FaultKind.SlowClient ? 200 : 4096];
        for (var count = await body.ReadAsync(buffer, leaving.Token); count > 0; count = await body.ReadAsync(buffer, leaving.Token))
        {
            seen.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (call.Kind == FaultKind.GoneDuring || (call.Kind == FaultKind.GoneAtEnd && IsAtEnd(seen.ToString())))
            {
                return false;
            }

            if (call.Kind == FaultKind.SlowClient)
            {
                // What makes this client slow, not a wait for something.
                await Task.Delay(20, leaving.Token);
            }
        }

        return response.IsSuccessStatusCode || call.Kind == FaultKind.ErrorStatus;
    }

    private static bool IsAtEnd(string seen) => seen.Contains("[DONE]", StringComparison.Ordinal)
        || seen.Contains("message_stop", StringComparison.Ordinal) || seen.Contains("response.completed", StringComparison.Ordinal);
}
