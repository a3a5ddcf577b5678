using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LlmAspire.LocalHosting.Endpoints;

/// <summary>Finds ports that nothing listens on.</summary>
/// <remarks>
/// They lie below the ranges from which operating systems take the ports of outgoing connections (Linux from 32768, macOS and Windows from
/// 49152):
/// one of those could be taken again before the process that it was chosen for binds it.
/// </remarks>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int End = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    /// <summary>A port that is free on the loopback interface and that this process has not handed out before.</summary>
    /// <returns>The port.</returns>
    public static int Take()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (IsFree(port) && Taken.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    /// <summary>Whether nothing listens on a port of the loopback interface.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether it is free.</returns>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException failure)
            when (failure.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // No IPv6 on this machine: the port cannot be taken there.
            return true;
        }
    }
}
