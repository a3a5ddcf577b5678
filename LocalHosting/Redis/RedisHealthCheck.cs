using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>Healthy while the Redis behind a connection string answers PING to its password, within 2 s.</summary>
internal sealed class RedisHealthCheck : IHealthCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, ValueTask<string?>> _connectionString;

    /// <summary>A check of the Redis that the connection string names at that moment.</summary>
    public RedisHealthCheck(Func<CancellationToken, ValueTask<string?>> connectionString) => _connectionString = connectionString;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerWithin);
        try
        {
            if (await _connectionString(limit.Token) is not { Length: > 0 } given)
            {
                return HealthCheckResult.Unhealthy("It has no connection string yet.");
            }

            var complaint = await RedisPing.SendAsync(RedisAddress.Parse(given), limit.Token);
            return complaint is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(complaint);
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException or FormatException)
        {
            return HealthCheckResult.Unhealthy(error.Message, error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"No answer within {AnswerWithin.TotalSeconds:0} s.");
        }
    }
}
